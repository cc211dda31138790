"""Update rules of gradient descent, one file each; ``rule.py`` says what a rule is."""
