"""Files: project, workbook, exports, unsaved work."""
