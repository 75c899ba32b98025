namespace MbimEmulator.Scenarios;

/// <summary>What a throttle slows down.</summary>
public enum ThrottledTraffic
{
    /// <summary>Control transfers to the host.</summary>
    Control,

    /// <summary>Datagrams of the data plane, both ways, each at this rate.</summary>
    Data,

    /// <summary>Datagrams to the host.</summary>
    DataToHost,

    /// <summary>Datagrams to the function.</summary>
    DataToFunction,
}
