namespace ChurnPredict.Boosting;

/// <summary>Where a feature's bin stands.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Position">Of the feature among the slot's features.</param>
internal readonly record struct SlotPlace(int Slot, int Position);
