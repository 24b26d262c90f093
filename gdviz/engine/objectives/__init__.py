"""The costs that descent minimises: each knows its prediction, cost, gradient and Hessian."""
