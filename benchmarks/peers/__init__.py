"""Small servers as their documentation has one write them, to be measured beside ours."""
