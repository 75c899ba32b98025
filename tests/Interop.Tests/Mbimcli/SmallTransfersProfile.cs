using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>A profile whose modem sends 64 bytes at a time.</summary>
internal static class SmallTransfersProfile
{
    public static async Task<string> WriteAsync(TemporaryFolder folder)
    {
        var file = folder.File("small.yaml");
        await File.WriteAllTextAsync(file, "extends: default\nname: small\nfunction: { maxControlMessage: 64 }\n");
        return file;
    }
}
