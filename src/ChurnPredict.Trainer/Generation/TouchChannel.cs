namespace ChurnPredict.Trainer.Generation;

/// <summary>How a touch reaches a customer.</summary>
internal enum TouchChannel : byte
{
    Email,
    Sms,
    Phone,
}
