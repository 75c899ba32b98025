namespace MbimEmulator.Time;

/// <summary>Somebody who acts on a modem while time is virtual.</summary>
internal interface IClockParty
{
    /// <summary>Whether it says by itself when it waits for time, as clients in the same process do.</summary>
    bool SaysWhenIdle { get; }

    /// <summary>Whether it acts on what it receives and on the modem's timers alone.</summary>
    bool IsScripted { get; }
}
