using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Generated;
using MbimProtocol.Services;
using MbimProtocol.Tests.Encoding;

namespace MbimProtocol.Tests.Fields;

/// <summary>One layout of one information buffer of a declared CID.</summary>
public sealed record FieldCase(MbimCid Cid, BufferKind Kind, MbimExVersion Version, RecordLayout Layout)
{
    private readonly CodecCase _codec = CodecCase.All.Single(codec => codec.ToString() == Layout.Name);

    public static IEnumerable<FieldCase> All { get; } =
    [
        .. MbimServices.All.Append(Encoding.Kind.Service)
            .SelectMany(service => service.Cids)
            .SelectMany(cid => new[] { BufferKind.Query, BufferKind.Set, BufferKind.Response, BufferKind.Notification }.Select(kind => (cid, kind)))
            .SelectMany(pair => CodecCase.Versions.Select(version => (pair.cid, pair.kind, version, layout: pair.cid.GetLayout(pair.kind, version))))
            .Where(item => item.layout is not null)
            .DistinctBy(item => (item.cid, item.kind, item.layout))
            .Select(item => new FieldCase(item.cid, item.kind, item.version, item.layout!)),
    ];

    public byte[] Random(int seed) => _codec.Write(_codec.Random(seed), Version);

    public IReadOnlyList<MbimField> Read(byte[] buffer)
    {
        Assert.That(MbimFields.TryRead(Cid, Kind, buffer, Version, out var fields, out var error), Is.True, $"{error} {Convert.ToHexString(buffer)}");
        return fields;
    }

    public byte[] Change(byte[]? buffer, params (string Path, FieldValue Value)[] changes)
    {
        var map = new FieldValue.Map([.. changes.Select(change => KeyValuePair.Create(change.Path, change.Value))]);
        Assert.That(MbimFields.TryChange(Cid, Kind, Version, buffer, map, out var changed, out var error), Is.True, error?.ToString());
        return changed!;
    }

    internal FieldPlace Locate(byte[] buffer, string path)
    {
        Assert.That(MbimFields.TryLocate(Cid, Kind, Version, buffer, path, out var place, out var error), Is.True, error?.ToString());
        return place;
    }

    public override string ToString() => $"{MbimServices.Find(Cid.Service)?.Name ?? "Kinds"} {Cid} {Kind} {Layout.Name}";
}
