using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Who may use an endpoint that lives in the file system.</summary>
/// <param name="Mode">The permission bits; by default the owner alone.</param>
/// <param name="Group">A group's name or number; null leaves the group as it is.</param>
public sealed partial record NodeAccess(
    UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, string? Group = null)
{
    /// <summary>Sets group and mode of a node; the group first, so that the mode is in force for nobody else in between.</summary>
    /// <exception cref="EndpointException">The group does not exist, or the system refuses.</exception>
    [UnsupportedOSPlatform("windows")]
    public void Apply(string path)
    {
        if (Group is not null && ChangeOwner(path, uint.MaxValue, FindGroup(Group)) != 0)
        {
            throw new EndpointException($"Cannot give '{path}' to the group '{Group}': {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        try
        {
            File.SetUnixFileMode(path, Mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointException($"Cannot set the permissions of '{path}': {e.Message}", e);
        }
    }

    /// <summary>The id of the group; null when none is named.</summary>
    /// <exception cref="EndpointException">The group does not exist.</exception>
    [UnsupportedOSPlatform("windows")]
    internal uint? FindGroup() => Group is null ? null : FindGroup(Group);

    [UnsupportedOSPlatform("windows")]
    private static uint FindGroup(string name) =>
        uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : UserDatabase.FindGroup(name) ?? throw new EndpointException($"There is no group '{name}'.");

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
