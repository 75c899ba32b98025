namespace MbimEmulator.Profiles;

/// <summary>The built-in behaviours of device services, by the names that a profile gives.</summary>
internal static class BehaviourNames
{
    public const string Echo = "echo";
    public const string Sink = "sink";
    public const string Source = "source";
    public const string ModemLog = "modem-log";
    public const string Scripted = "scripted";

    /// <summary>All of them.</summary>
    public static readonly string[] All = [Echo, Sink, Source, ModemLog, Scripted];
}
