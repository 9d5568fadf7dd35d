"""Files to blocks: Word, Excel and CSV become the same paragraphs and grids, in document order."""
