"""The lesson ``gradient-field``: an arrow of minus the gradient at every place."""
