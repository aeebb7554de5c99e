using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>IBM Telco Customer Churn: one labelled snapshot without events. Sign-up is the snapshot's date less the tenure; the
/// data does not say its date, so that only differences to it mean anything.</summary>
internal sealed class TelcoImporter : IImporter
{
    private static readonly DateOnly SnapshotDate = new(2018, 1, 1);
    private static readonly string[] Numbers = ["SeniorCitizen", "tenure", "MonthlyCharges", "TotalCharges"];

    private static readonly string[] Texts =
    [
        "gender", "Partner", "Dependents", "PhoneService", "MultipleLines", "InternetService", "OnlineSecurity", "OnlineBackup", "DeviceProtection",
        "TechSupport", "StreamingTV", "StreamingMovies", "Contract", "PaperlessBilling", "PaymentMethod",
    ];

    public string Format => "telco";

    public string Input => "Telco-Customer-Churn.csv(.gz)";

    public (HistoryDescription Description, string Notes) Import(
        ImportRequest request, HistoryFolderWriter folder, ImportTally tally, CancellationToken cancellationToken)
    {
        using var text = DelimitedText.Open(request.Input, tally, ["customerID", "Churn", .. Numbers, .. Texts]);
        var table = folder.Table("customers");
        var (ids, signedUp, churned) = (table.Text("customer_id"), table.Date("signed_up_at"), table.Flag("churned"));
        var numbers = Array.ConvertAll(Numbers, name => table.Number(SnakeCase(name)));
        var texts = Array.ConvertAll(Texts, name => table.Text(SnakeCase(name)));
        while (text.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (label, tenure) = (text["Churn"], text.Number("tenure"));
            if (text["customerID"] is not { } id || label is not ("Yes" or "No") || tenure is not { } months || !double.IsFinite(months))
            {
                tally.LeaveOut("no customerID, no tenure, or Churn neither Yes nor No", text.Where);
                continue;
            }

            ids.Add(id);
            signedUp.Add(WallClock.Days(SnapshotDate.AddMonths(-(int)months)));
            churned.Add(label == "Yes");
            for (var index = 0; index < numbers.Length; index++) numbers[index].Add(ReadNumber(text, Numbers[index], tally));
            for (var index = 0; index < texts.Length; index++) texts[index].Add(text[Texts[index]]);
            table.EndRow();
        }

        return (Describe(request), "One labelled snapshot: churned says who left; all attributes are as they were at its date.");
    }

    private static HistoryDescription Describe(ImportRequest request) => new()
    {
        Currency = "USD",
        StaticAttributes = [.. Numbers.Concat(Texts).Select(SnakeCase)],
        Churn = new ChurnDefinition
        {
            Kind = ChurnKind.Label,
            LabelColumn = "churned",
            LabelAsOf = SnapshotDate,
            HorizonDays = 30,
            Population = request.Population ?? ChurnPopulation.All,
        },
    };

    private static double? ReadNumber(DelimitedText text, string column, ImportTally tally)
    {
        var number = text.Number(column);
        if (number is { } value && double.IsFinite(value)) return value;
        tally.Note($"{column} blank: absent", text.Where);
        return null;
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) && index > 0 && !char.IsUpper(name[index - 1]) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
