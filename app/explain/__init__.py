"""The panel that explains a number: what was asked, the answer in words, the way back."""
