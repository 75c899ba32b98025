namespace MbimEmulator.Links;

/// <summary>What may happen to a message that waits for its host.</summary>
internal enum OutboundKind
{
    /// <summary>It always stays: an answer or an error.</summary>
    Answer,

    /// <summary>A notification that tells a state: a newer one of the same key makes it worthless.</summary>
    State,

    /// <summary>A notification that tells an event: above the budget the oldest is dropped.</summary>
    Event,
}
