namespace MbimEmulator.Time;

/// <summary>What can wait in a <see cref="DeadlineQueue{T}"/>.</summary>
internal interface IDeadline
{
    /// <summary>Where it stands in the queue, for the queue's own use; -1 while it is in none, which is what it starts with.</summary>
    int Position { get; set; }
}
