using System.Diagnostics.CodeAnalysis;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// The modems behind a proxy endpoint and the paths by which its clients name them. A single modem takes any client; among several the client's
/// first message has to name one.
/// </summary>
/// <param name="all">
/// The modems that there are now, each with its device paths. Where several have the same one, the first of them is meant. A client may also name a
/// modem by a path that ends with its name.
/// </param>
public sealed class ProxyModems(Func<IReadOnlyList<(ModemGroup Group, IReadOnlyList<string> DevicePaths)>> all)
{
    /// <summary>Modems that stay the same.</summary>
    public ProxyModems(IReadOnlyList<(ModemGroup Group, IReadOnlyList<string> DevicePaths)> modems)
        : this(() => modems)
    {
    }

    /// <summary>Makes a link to the modem that a client's first message names; a <see cref="ProxyRouter"/>.</summary>
    public ModemLink? Route(ReadOnlySpan<byte> firstMessage, ModemLinkOptions options)
    {
        var modems = all();
        var group = modems.Count == 1 ? modems[0].Group : TryReadPath(firstMessage, out var path) ? Find(modems, path) : null;
        return group?.CreateGuestLink(options);
    }

    private static bool TryReadPath(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? path)
    {
        path = null;
        if (!MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out var message, out _) ||
            message.Type != MbimMessageType.Command || message.CommandType != MbimCommandType.Set ||
            message.DeviceServiceId != ProxyControl.Id || message.Cid != (uint)ProxyControlCid.Configuration ||
            !ProxyConfiguration.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var configuration, out _))
        {
            return false;
        }

        path = configuration.DevicePath;
        return true;
    }

    private static ModemGroup? Find(IReadOnlyList<(ModemGroup Group, IReadOnlyList<string> DevicePaths)> modems, string path)
    {
        foreach (var (group, paths) in modems)
        {
            if (paths.Contains(path, StringComparer.Ordinal))
            {
                return group;
            }
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        foreach (var (group, _) in modems)
        {
            if (group.Name == name)
            {
                return group;
            }
        }

        return null;
    }
}
