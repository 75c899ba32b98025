using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>The mbimcli programs that the tests of the card run.</summary>
internal static class MbimcliVersions
{
    /// <summary>The one that is installed.</summary>
    public const string Installed = "installed";

    /// <summary>That of Debian's unstable release.</summary>
    public const string Sid = "sid";

    /// <summary>The command that runs it; ends the running test when it is missing.</summary>
    public static async Task<string[]> CommandAsync(string version)
    {
        if (version == Sid)
        {
            return await FetchedPeers.CommandAsync("sid", ["libmbim-utils", "libmbim-glib4"], "mbimcli", new Version(1, 34));
        }

        Peers.Need("mbimcli");
        return ["mbimcli"];
    }
}
