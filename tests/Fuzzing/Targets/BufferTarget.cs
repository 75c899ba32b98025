using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>
/// Information buffers of all CIDs: the first three bytes say of which CID, kind and version. What is strictly right is right tolerantly too, and
/// what is right can be shown.
/// </summary>
internal static class BufferTarget
{
    private static readonly MbimCid[] Cids = [.. MbimServices.All.SelectMany(service => service.Cids)];
    private static readonly BufferKind[] Kinds = [BufferKind.Query, BufferKind.Set, BufferKind.Response, BufferKind.Notification];
    private static readonly MbimExVersion[] Versions = [MbimExVersion.V1, MbimExVersion.V2, MbimExVersion.V3];

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        if (data.Length < 3)
        {
            return;
        }

        var cid = Cids[data[0] % Cids.Length];
        var kind = Kinds[data[1] % Kinds.Length];
        var version = Versions[data[2] % Versions.Length];
        if ((cid.Kinds & kind) == 0)
        {
            return;
        }

        var buffer = data[3..];
        var isStrict = cid.TryCheck(kind, buffer, version, MbimReadMode.Strict, out _);
        var isTolerant = cid.TryCheck(kind, buffer, version, MbimReadMode.Tolerant, out var error);
        Finding.Unless(!isStrict || isTolerant, $"{cid} {kind} {version} is strictly right and refused tolerantly: {error}");
        var isShown = cid.TryDescribe(kind, buffer, version, new CountingVisitor(), out error);
        Finding.Unless(isShown == isTolerant, $"{cid} {kind} {version}: right {isTolerant}, shown {isShown}: {error}");
    }

    public static IReadOnlyList<byte[]> Seeds() =>
    [
        .. from cid in Enumerable.Range(0, Cids.Length)
           from kind in Enumerable.Range(0, Kinds.Length)
           where (Cids[cid].Kinds & Kinds[kind]) != 0
           select (byte[])[(byte)cid, (byte)kind, (byte)(cid % 3), .. new byte[(kind * 24) + 40]],
        .. Messages.Commands.TakeLast(4).Select(message => (byte[])[11, 1, 0, .. message[48..]]),
    ];
}
