namespace ChurnPredict.Trainer.Generation;

/// <summary>A support ticket. Times are days since the start.</summary>
internal sealed record Ticket(double OpenedAt, double RespondedAt, double ResolvedAt)
{
    public double ResponseHours => (RespondedAt - OpenedAt) * 24;
}
