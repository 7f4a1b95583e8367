"""What AWS does and ministack 1.5.33 does not: one module per subject, each with an `install()`."""
