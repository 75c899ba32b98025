namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Marks an endpoint that wants no token: it tells nothing and changes nothing.</summary>
public sealed class OpenToAll
{
    /// <summary>The mark.</summary>
    public static OpenToAll Mark { get; } = new();
}
