namespace ChurnPredict.Boosting;

/// <summary>Consecutive trees that are decided together.</summary>
/// <param name="FirstTree">The first of them.</param>
/// <param name="TreeCount">1 to 16.</param>
/// <param name="StepCount">Steps of four nodes a tree; 0 in a walked group.</param>
/// <param name="IsWalked">Whether it is one tree too large for masks, which is walked from root to leaf.</param>
internal readonly record struct RowGroup(int FirstTree, int TreeCount, int StepCount, bool IsWalked);
