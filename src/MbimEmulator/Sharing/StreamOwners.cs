using MbimEmulator.Function;
using MbimProtocol;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Sharing;

/// <summary>
/// Whose each DSS session id is, so that no guest opens, closes or hears another's device service stream. What a guest leaves open is closed
/// after it; its ids stay taken until the function has said that they are free.
/// </summary>
/// <param name="data">The function's data plane, which is told whose datagrams a guest takes.</param>
internal sealed class StreamOwners(DataPlane data)
{
    private Owner[]? _owners;

    private Owner[] Owners => _owners ??= new Owner[256];

    /// <summary>What a command does to a stream, if it is about one.</summary>
    public static SetDssConnect? StreamOf(in HostCommand command, ReadOnlySpan<byte> informationBuffer) =>
        command.DeviceServiceId == Dss.Id && command.Cid == Dss.Connect.Number && command.CommandType == MbimCommandType.Set &&
        SetDssConnect.TryRead(informationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var connect, out _) && connect.DssSessionId <= byte.MaxValue
            ? connect
            : null;

    /// <summary>The lowest DSS session id that no guest has; null when all 256 are taken.</summary>
    public byte? FindFree()
    {
        var index = Array.FindIndex(Owners, owner => !owner.IsTaken);
        return index < 0 ? null : (byte)index;
    }

    /// <summary>The guest that has a stream and is still there; null when there is none.</summary>
    public SharedHostMember? Find(byte dssSessionId) => Owners[dssSessionId].Member is { HasLeft: false } member ? member : null;

    /// <summary>
    /// Takes the id for the guest, if the command opens a stream; false when it is another guest's. What opens it a second time ends nothing by failing.
    /// </summary>
    public bool TryBegin(SharedHostMember member, in SetDssConnect connect, ref SetDssConnect? tracked)
    {
        ref var owner = ref Owners[connect.DssSessionId];
        if (owner.IsTaken && owner.Member != member)
        {
            return false;
        }

        if (owner.IsTaken && connect.DssLinkState == DssLinkState.Activate)
        {
            tracked = null;
        }
        else if (connect.DssLinkState == DssLinkState.Activate)
        {
            owner = new Owner(true, member, connect.DeviceServiceId);
            if (member.Guest.TakesData)
            {
                data.Claim((byte)connect.DssSessionId);
            }
        }

        return true;
    }

    /// <summary>The function has answered a command about a stream; of no member when the guest was gone already.</summary>
    public void End(in SetDssConnect connect, bool succeeded, SharedHostMember? member)
    {
        ref var owner = ref Owners[connect.DssSessionId];
        var isOver = connect.DssLinkState == DssLinkState.Activate ? !succeeded : succeeded || member is null;
        if (isOver && owner.Member == (member?.HasLeft == true ? null : member))
        {
            owner = default;
            data.Disclaim((byte)connect.DssSessionId);
        }
    }

    /// <summary>A guest has left: what closes each of its streams. The function may still be opening one; what closes it comes after that, in order.</summary>
    public List<SetDssConnect> Abandon(SharedHostMember member)
    {
        List<SetDssConnect> closing = [];
        for (uint id = 0; id < (_owners?.Length ?? 0); id++)
        {
            if (_owners![id].Member == member)
            {
                var service = _owners[id].Service;
                _owners[id] = new Owner(true, null, service);
                closing.Add(new SetDssConnect { DeviceServiceId = service, DssSessionId = id, DssLinkState = DssLinkState.Deactivate });
            }
        }

        return closing;
    }

    /// <summary>The function has forgotten all streams.</summary>
    public void Clear() => _owners = null;

    private readonly record struct Owner(bool IsTaken, SharedHostMember? Member, Guid Service = default);
}
