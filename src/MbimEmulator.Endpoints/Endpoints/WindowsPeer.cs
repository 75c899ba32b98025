using System.IO.Pipes;
using System.Runtime.Versioning;
using System.Security.Principal;
using MbimEmulator.Links;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>The user at the other end of a Windows named pipe, found by impersonating it for a moment. This was never run.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsPeer
{
    /// <summary>The client's user; nobody when it does not let itself be impersonated.</summary>
    public static CallerIdentity Of(NamedPipeServerStream pipe, string name, ILogger logger)
    {
        using var own = WindowsIdentity.GetCurrent();
        var owner = own.User;
        CallerIdentity? caller = null;
        try
        {
            pipe.RunAsClient(() => caller = Current(owner));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            EndpointLog.NoCredentials(logger, name);
        }

        return caller ?? CallerIdentity.Nobody;
    }

    private static CallerIdentity Current(SecurityIdentifier? owner)
    {
        using var identity = WindowsIdentity.GetCurrent();
        return new CallerIdentity
        {
            User = identity.Name,
            Groups = [.. (identity.Groups ?? []).Select(NameOf)],
            IsOwner = owner is not null && identity.User == owner,
            IsAdministrator = new WindowsPrincipal(identity).IsInRole(WindowsBuiltInRole.Administrator),
        };
    }

    private static string NameOf(IdentityReference group)
    {
        try
        {
            return group.Translate(typeof(NTAccount)).Value;
        }
        catch (IdentityNotMappedException)
        {
            return group.Value;
        }
    }
}
