namespace MbimEmulator.Scenarios;

/// <summary>What an action has made of traffic.</summary>
internal enum TrafficFate
{
    /// <summary>It goes on to the next action.</summary>
    GoesOn,

    /// <summary>It goes no further: of the rule's further actions those are done that are not about it.</summary>
    Ends,

    /// <summary>It was taken over: it goes on from here later, or has gone on already.</summary>
    IsHeld,
}
