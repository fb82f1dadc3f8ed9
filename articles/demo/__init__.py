"""The demonstration: fourteen articles for readers, one for editors, and the records that they rest on."""
