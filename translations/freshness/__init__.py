"""What a change of the original means for its translations: sources, degrees, notices to readers, the urgent core."""
