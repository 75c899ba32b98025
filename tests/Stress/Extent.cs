namespace MbimEmulator.Stress;

/// <summary>How much of everything.</summary>
/// <param name="Connects">Connections that come and go, at each endpoint.</param>
/// <param name="Crowd">Connections that stay, over all endpoints.</param>
/// <param name="Readers">Clients that never read.</param>
/// <param name="Messages">Messages of each of them, unless the emulator takes no more before.</param>
internal sealed record Extent(int Connects, int Crowd, int Readers, int Messages)
{
    public static readonly Extent Short = new(100, 1500, 8, 500);

    public static readonly Extent Long = new(5000, 3000, 40, 20_000);
}
