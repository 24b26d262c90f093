"""Uses the real window by seeded chance, and checks that what it shows stays true."""
