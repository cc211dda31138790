"""Tables: objectives, optimizers, languages."""
