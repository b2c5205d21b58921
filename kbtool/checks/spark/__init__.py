"""Everything checked slice by slice on the workers of Apache Spark."""
