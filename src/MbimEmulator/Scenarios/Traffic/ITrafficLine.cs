namespace MbimEmulator.Scenarios;

/// <summary>A wire on which traffic goes in order, as actions hold it up.</summary>
internal interface ITrafficLine
{
    /// <summary>Nothing goes for a while.</summary>
    void Stall(TimeSpan time);

    /// <summary>Nothing goes faster than this for a while.</summary>
    /// <param name="bytesPerSecond">The rate; 0 removes the limit.</param>
    /// <param name="time">How long; null for no end.</param>
    void Throttle(int bytesPerSecond, TimeSpan? time);
}
