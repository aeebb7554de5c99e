Console.Error.WriteLine("usage: ChurnPredict.Benchmarks trees DIR | parquet FILE [COLUMN ...]");
return 2;
