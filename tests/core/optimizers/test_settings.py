

@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_equation_can_be_read_as_text_too(name: str) -> None:
    assert "←" in OPTIMIZERS[name].text or "Adam" in OPTIMIZERS[name].text
