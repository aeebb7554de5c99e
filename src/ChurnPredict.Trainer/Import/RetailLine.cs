namespace ChurnPredict.Trainer.Import;

/// <summary>A line of an Online Retail invoice, whatever file it comes from.</summary>
/// <param name="Invoice">Invoice number, <c>C…</c> = cancellation; null where the file has none.</param>
/// <param name="Product">Stock code, or the description where the file has no codes.</param>
/// <param name="Quantity">Units, negative = returned; NaN when unreadable.</param>
/// <param name="Time">Wall clock, microseconds since 1970; null when absent or unreadable.</param>
/// <param name="UnitPrice">Price of one unit; NaN when unreadable.</param>
/// <param name="Customer">The customer; null = a guest.</param>
/// <param name="Country">The customer's country.</param>
/// <param name="Where">Where the line stands.</param>
internal readonly record struct RetailLine(
    string? Invoice, string? Product, double Quantity, long? Time, double UnitPrice, string? Customer, string? Country, RetailPlace Where);
