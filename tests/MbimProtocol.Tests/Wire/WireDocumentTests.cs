using System.Reflection;
using System.Text.RegularExpressions;
using MbimProtocol.Encoding;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimProtocol.Tests.Wire;

/// <summary>docs/wire.md is enough to write a client from, so it has to be right.</summary>
public sealed partial class WireDocumentTests
{
    private static readonly string Document =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wire.md")).ReplaceLineEndings("\n");

    private static readonly Type[] Records =
    [
        .. typeof(MobileBroadbandCid).Assembly.GetTypes()
            .Where(type => BuffersOf(type).Any() || type == typeof(NetworkInterface) || type == typeof(MbnDeviceService)),
    ];

    [TestCaseSource(typeof(WireExample), nameof(WireExample.Blocks))]
    public void The_worked_example_has_the_bytes_that_the_encoder_writes(string block) => Assert.That(Document, Does.Contain(block));

    [Test]
    public void The_worked_example_has_nothing_else() =>
        Assert.That(DumpedMessage().Count(Document), Is.EqualTo(WireExample.Blocks().Count()));

    [TestCaseSource(nameof(Cids))]
    public void Every_cid_has_a_row_with_its_number_and_its_records(MobileBroadbandCid cid)
    {
        var request = RecordOf(cid, BufferKind.Set);
        var response = RecordOf(cid, BufferKind.Response);
        var notification = RecordOf(cid, BufferKind.Notification);
        Assert.That(Document, Does.Contain($"| {(uint)cid} | {cid} | {request} | {response} | {notification} |"));
    }

    [TestCaseSource(nameof(Records))]
    public void Every_record_has_a_table_with_its_fields_in_their_order_at_their_offsets(Type record)
    {
        var start = Document.IndexOf($"\n### {record.Name}\n", StringComparison.Ordinal);
        Assert.That(start, Is.Not.Negative, record.Name);
        var end = Document.IndexOf("\n#", start + 2, StringComparison.Ordinal);
        var rows = FieldRow().Matches(Document[start..end]).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}");
        Assert.That(rows, Is.EqualTo(FieldsOf(record)));
    }

    [TestCaseSource(nameof(Results))]
    public void Every_hresult_has_a_row(HResult result) =>
        Assert.That(Document, Does.Contain($"| 0x{(uint)result:X8} | {HResults.SymbolOf(result)} |"));

    private static MobileBroadbandCid[] Cids() => Enum.GetValues<MobileBroadbandCid>();

    private static HResult[] Results() => Enum.GetValues<HResult>();

    private static IEnumerable<(MobileBroadbandCid Cid, BufferKind Kinds, bool EmptySet)> BuffersOf(Type type) =>
        from data in type.GetCustomAttributesData()
        where data.AttributeType == typeof(InformationBufferAttribute) && data.ConstructorArguments[0].ArgumentType == typeof(MobileBroadbandCid)
        select (
            (MobileBroadbandCid)(uint)data.ConstructorArguments[0].Value!,
            (BufferKind)(int)data.ConstructorArguments[1].Value!,
            data.NamedArguments.Any(argument => argument.MemberName == "EmptySet"));

    private static string RecordOf(MobileBroadbandCid cid, BufferKind kind) =>
        Records.FirstOrDefault(record => BuffersOf(record).Any(buffer => buffer.Cid == cid && buffer.Kinds.HasFlag(kind)))?.Name
            ?? (kind == BufferKind.Notification || cid >= MobileBroadbandCid.EventNotification ? "" : "nothing");

    private static IEnumerable<string> FieldsOf(Type record)
    {
        var offset = 0;
        foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (property.Name == "EqualityContract")
            {
                continue;
            }

            var (type, size) = property.PropertyType switch
            {
                var t when t == typeof(string) => ("string", 8),
                var t when t == typeof(MbimArray<byte>) => ("bytes", 0),
                var t when t == typeof(MbimArray<uint>) => ("u32[]", 0),
                { IsGenericType: true } t => (t.GenericTypeArguments[0].Name + "[]", 0),
                _ => ("u32", 4),
            };
            yield return $"{offset} {type} {property.Name}";
            offset += size;
        }
    }

    [GeneratedRegex(@"^\| (\d+) \| ([^ |]+) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex FieldRow();

    [GeneratedRegex(@"\n```\n0000 ")]
    private static partial Regex DumpedMessage();
}
