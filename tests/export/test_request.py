import pytest

from gdviz.export.request import Figure


@pytest.mark.parametrize(
    ("plot", "size", "page"),
    [
        ("all", (1200, 800), (1200, 800)),
        ("all", (600, 400), (960, 640)),
        ("all", (3000, 2000), (1440, 960)),
        ("all", (1600, 320), (3200, 640)),
        ("sigmoid", (600, 400), (600, 400)),
        ("cost", (240, 160), (480, 320)),
        ("landscape", (7200, 4800), (720, 480)),
    ],
)
def test_the_page_suits_the_text(plot: str, size: tuple[int, int], page: tuple[int, int]) -> None:
    assert Figure(plot, size=size).page == page


@pytest.mark.parametrize("side", range(100, 10_000, 333))
def test_the_page_keeps_the_aspect(side: int) -> None:
    for size in ((side, 900), (900, side)):
        width, height = Figure(size=size).page
        assert width / height == pytest.approx(size[0] / size[1], rel=2e-3)


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no plot “pie”; choose one of all, sigmoid"):
        Figure("pie")
    with pytest.raises(ValueError, match="no theme “pink”; choose one of light, dark"):
        Figure(theme="pink")
