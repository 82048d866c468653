"""All writes: each module does one job, checks who may, and leaves the rows consistent."""
