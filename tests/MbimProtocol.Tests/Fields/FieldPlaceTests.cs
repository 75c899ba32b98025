using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Tests.Encoding;

namespace MbimProtocol.Tests.Fields;

public sealed class FieldPlaceTests
{
    // MBIM_SET_CONNECT of MBIM 1.0: 60 bytes inline, then the texts.
    [TestCase("SessionId", 0, 4)]
    [TestCase("contextType", 44, 16)]
    [TestCase("AccessString", 8, 8)]
    [TestCase("AccessString.offset", 8, 4)]
    [TestCase("AccessString.size", 12, 4)]
    [TestCase("AccessString.data", 60, 16)]
    [TestCase("UserName.data", 76, 8)]
    public void A_reference_and_its_data_have_places(string path, int offset, int size) =>
        Assert.That(Locate(BasicConnect.Connect, BufferKind.Set, MbimExVersion.V1, Connect, path), Is.EqualTo(new FieldPlace(offset, size)));

    // MBIMEx 3.0: 40 bytes inline, then TLVs: "internet" (8 + 16), "user" (8 + 8), no password (8), a PCO of 5 bytes and 3 of padding.
    [TestCase("AccessString", 40, 8)]
    [TestCase("AccessString.type", 40, 2)]
    [TestCase("AccessString.padding", 43, 1)]
    [TestCase("AccessString.length", 44, 4)]
    [TestCase("AccessString.data", 48, 16)]
    [TestCase("UserName.data", 72, 8)]
    [TestCase("UnnamedIes", 88, 28)]
    [TestCase("UnnamedIes[0].reserved", 90, 1)]
    [TestCase("UnnamedIes[0].length", 92, 4)]
    [TestCase("UnnamedIes[0].data", 96, 5)]
    [TestCase("UnnamedIes[1]", 104, 8)]
    [TestCase("UnnamedIes[1].type", 104, 2)]
    [TestCase("UnnamedIes[1].Type", 104, 2)]
    [TestCase("UnnamedIes[1].Data", 112, 4)]
    public void Every_tlv_has_places(string path, int offset, int size) =>
        Assert.That(Locate(BasicConnect.Connect, BufferKind.Set, MbimExVersion.V3, Connect, path), Is.EqualTo(new FieldPlace(offset, size)));

    // 68 bytes inline with the two entries of the table, then two elements of 20 bytes inline, and behind the first its name of 6 bytes and 2 of padding.
    [TestCase("Table.count", 32, 4)]
    [TestCase("Table[1].offset", 44, 4)]
    [TestCase("Table[1].size", 48, 4)]
    [TestCase("Table[0].Number", 68, 4)]
    [TestCase("Table[0].Name.offset", 72, 4)]
    [TestCase("Table[0].Name.data", 88, 6)]
    [TestCase("Table[1].Data", 108, 8)]
    [TestCase("Table[1].data", 96, 24)]
    [TestCase("Table[1].Data.data", 116, 3)]
    [TestCase("CountedFixed.count", 120, 4)]
    [TestCase("CountedFixed[1].Small", 136, 2)]
    public void Elements_have_places(string path, int offset, int size)
    {
        var buffer = new StructuresBuffer
        {
            Table = [new VariableStructure { Name = "one" }, new VariableStructure { Data = [1, 2, 3] }],
            CountedFixed = [new FixedStructure(), new FixedStructure()],
        };
        Assert.That(Locate(Kind.Structures, BufferKind.Response, MbimExVersion.V1, buffer, path), Is.EqualTo(new FieldPlace(offset, size)));
    }

    [TestCase("AccesString.offset", "expected one of SessionId, ActivationCommand, * Did you mean 'AccessString'?")]
    [TestCase("AccessString.ofset", "expected one of offset, size, data, found 'ofset'. Did you mean 'offset'?")]
    [TestCase("AccessString.Offset", "expected one of offset, size, data, found 'Offset'. Did you mean 'offset'?")]
    [TestCase("SessionId.offset", "expected nothing below a single value, found 'offset'.")]
    [TestCase("SessionId[0]", "expected no index, found [0].")]
    [TestCase("Access String", "expected a path such as *")]
    public void A_place_that_is_not_there_is_told_with_the_nearest_name(string path, string says)
    {
        Assert.That(MbimFields.TryLocate(BasicConnect.Connect, BufferKind.Set, MbimExVersion.V1, Bytes(Connect, MbimExVersion.V1), path, out _, out var error), Is.False);
        var parts = $"{path}: {says}".Split('*', 2);
        Assert.That(error!.ToString(), Does.StartWith(parts[0]).And.EndWith(parts[^1]));
    }

    [Test]
    public void What_this_buffer_does_not_have_is_told()
    {
        var bytes = Bytes(new VisibleProviders { Providers = [new Provider()] }, MbimExVersion.V1);
        Assert.That(MbimFields.TryLocate(BasicConnect.VisibleProviders, BufferKind.Response, MbimExVersion.V1, bytes, "Providers[1].Rssi", out _, out var error), Is.False);
        Assert.That(error!.ToString(), Is.EqualTo("Providers[1].Rssi: expected an index below 1, the number of elements, found [1]."));
        Assert.That(MbimFields.TryLocate(BasicConnect.VisibleProviders, BufferKind.Response, MbimExVersion.V1, bytes.AsSpan(0, 12), "Providers[0].Rssi", out _, out error), Is.False);
        Assert.That(error!.Path, Is.EqualTo("Providers[0].Rssi"));
        var conditions = Bytes(new ConditionsBuffer { Shape = ShapeOfConditions.Neither }, MbimExVersion.V1);
        Assert.That(MbimFields.TryLocate(Kind.Conditions, BufferKind.Set, MbimExVersion.V1, conditions, "Number", out _, out error), Is.False);
        Assert.That(error!.ToString(), Is.EqualTo("Number: expected Number to be there, found Shape 0, and it is only there with 1."));
    }

    [TestCase("AccessString.offset", true)]
    [TestCase("AccessString.length", true)]
    [TestCase("UnnamedIes[7].type", true)]
    [TestCase("accessstring", true)]
    [TestCase("AccesString.offset", false)]
    [TestCase("offset", false)]
    [TestCase("AccessString.ofset", false)]
    public void A_place_can_be_checked_before_there_is_a_buffer(string path, bool isSound)
    {
        var error = MbimFields.CheckPlace(BasicConnect.Connect, BufferKind.Set, path);
        Assert.That(error is null, Is.EqualTo(isSound), error?.ToString());
    }

    private static readonly SetConnect Connect = new()
    {
        AccessString = "internet",
        UserName = "user",
        UnnamedIes = [new Tlv(TlvType.Pco, [1, 2, 3, 4, 5]), new Tlv(TlvType.Tai, [1, 2, 3, 4])],
    };

    private static byte[] Bytes<T>(T value, MbimExVersion version)
        where T : IInformationBuffer<T>
    {
        var bytes = new byte[value.GetSize(version)];
        value.Write(bytes, version);
        return bytes;
    }

    private static FieldPlace Locate<T>(MbimCid cid, BufferKind kind, MbimExVersion version, T value, string path)
        where T : IInformationBuffer<T>
    {
        Assert.That(MbimFields.TryLocate(cid, kind, version, Bytes(value, version), path, out var place, out var error), Is.True, error?.ToString());
        return place;
    }
}
