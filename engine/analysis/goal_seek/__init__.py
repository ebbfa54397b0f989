"""Goal seek: at which values of an input a goal holds."""
