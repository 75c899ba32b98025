using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Tests.Encoding;

namespace MbimProtocol.Tests.Fields;

public sealed class FieldChangeTests
{
    private static readonly SetConnect Connect = new() { SessionId = 3, AccessString = "internet", UserName = "user" };

    [Test]
    public void What_is_not_named_stays()
    {
        var changed = Change(BasicConnect.Connect, BufferKind.Set, Connect, Map(
            ("accessString", Text("intranet")), ("ActivationCommand", Text("activate")), ("ContextType", Text("{7E5E2A7E-4E6F-7272-736B-656E7E5E2A7E}"))));
        Assert.That(changed, Is.EqualTo(Connect with
        {
            AccessString = "intranet",
            ActivationCommand = ActivationCommand.Activate,
            ContextType = ContextTypes.Internet,
        }));
    }

    [Test]
    public void Without_a_buffer_the_rest_has_its_defaults() => Assert.That(
        Change<SetConnect>(BasicConnect.Connect, BufferKind.Set, null, Map(("SessionId", Text("0xff")))),
        Is.EqualTo(new SetConnect { SessionId = 255 }));

    [Test]
    public void Names_of_an_older_layout_are_those_of_its_record()
    {
        var map = Map(("ActivationState", Text("activating")));
        Assert.That(MbimFields.TryChange(BasicConnect.Connect, BufferKind.Query, MbimExVersion.V1, null, map, out var changed, out _), Is.True);
        Assert.That(ConnectQueryV1.TryRead(changed, MbimExVersion.V1, MbimReadMode.Strict, out var query, out _), Is.True);
        Assert.That(query.ActivationState, Is.EqualTo(ActivationState.Activating));
        Assert.That(MbimFields.TryChange(BasicConnect.Connect, BufferKind.Query, MbimExVersion.V3, null, map, out _, out var error), Is.False);
        Assert.That(error!.ToString(), Is.EqualTo("ActivationState: expected one of SessionId, found 'ActivationState'."));
        Assert.That(MbimFields.Check(BasicConnect.Connect, BufferKind.Query, map), Is.Null, "one version has it");
    }

    [Test]
    public void Elements_change_one_by_one_or_all_together()
    {
        var info = new VisibleProviders { Providers = [new Provider { ProviderId = "26201", ProviderName = "One" }, new Provider { ProviderId = "26202" }] };
        Assert.That(
            Change(BasicConnect.VisibleProviders, BufferKind.Response, info, Map(("Providers[1].ProviderId", Text("26203")), ("Providers[1]", Map(("Rssi", Text("9")))))),
            Is.EqualTo(info with { Providers = [info.Providers[0], new Provider { ProviderId = "26203", Rssi = 9 }] }));
        Assert.That(
            Change(BasicConnect.VisibleProviders, BufferKind.Response, info, Map(
                ("Providers", List(Map(("ProviderId", Text("26204")), ("ProviderState", List(Text("home"), Text("Visible")))), Map())))),
            Is.EqualTo(info with { Providers = [new Provider { ProviderId = "26204", ProviderState = ProviderState.Home | ProviderState.Visible }, new Provider()] }));
        Assert.That(Change(BasicConnect.VisibleProviders, BufferKind.Response, info, Map(("Providers", List()))), Is.EqualTo(info with { Providers = [] }));
    }

    [Test]
    public void Arrays_of_values_and_absent_addresses_are_written_as_such()
    {
        var arrays = new ArraysBuffer { Numbers = [1, 2], V6 = [IPv6Address.Parse("2001:db8::1")], Gateway4 = IPv4Address.Parse("10.0.0.1") };
        var changed = Change(Kind.Arrays, BufferKind.Response, arrays, Map(
            ("Numbers[1]", Text("0x20")), ("V4", List(Text("10.0.0.2"), Text("10.0.0.3"))), ("V6[0]", Text("2001:db8::2")), ("Gateway4", Text("none")), ("Gateway6", Text("2001:db8::3"))));
        Assert.That(changed, Is.EqualTo(new ArraysBuffer
        {
            Numbers = [1, 32],
            V4 = [IPv4Address.Parse("10.0.0.2"), IPv4Address.Parse("10.0.0.3")],
            V6 = [IPv6Address.Parse("2001:db8::2")],
            Gateway6 = IPv6Address.Parse("2001:db8::3"),
        }));
    }

    [Test]
    public void Structures_come_and_go()
    {
        var structures = new StructuresBuffer { Optional = new FixedStructure { Number = 1 } };
        var changed = Change(Kind.Structures, BufferKind.Response, structures, Map(
            ("Optional", FieldValue.Absent), ("OptionalVariable.Name", Text("new")), ("Inline.Small", Text("7")), ("CountedVariable", List(Map(("Data", Text("0x 0a 0B")))))));
        Assert.That(changed, Is.EqualTo(new StructuresBuffer
        {
            Inline = new FixedStructure { Small = 7 },
            OptionalVariable = new VariableStructure { Name = "new" },
            CountedVariable = [new VariableStructure { Data = [10, 11] }],
        }));
    }

    [Test]
    public void Tlvs_have_a_type_and_data()
    {
        var tlvs = new TlvsBuffer { Others = [new Tlv(TlvType.Pco, [1])] };
        var changed = Change(Kind.Tlvs, BufferKind.Response, tlvs, Map(
            ("Any", Map(("Type", Text("wcharStr")), ("Data", Text("6100")))), ("Others[0].Type", Text("77")), ("Table", List(Text("1"), Text("65535")))));
        Assert.That(changed, Is.EqualTo(new TlvsBuffer { Any = new Tlv(TlvType.WcharStr, [0x61, 0]), Table = [1, 65535], Others = [new Tlv((TlvType)77, [1])] }));
    }

    [Test]
    public void A_field_with_a_condition_needs_it()
    {
        Assert.That(
            Change<ConditionsBuffer>(Kind.Conditions, BufferKind.Set, null, Map(("Shape", Text("variable")), ("Variable.Name", Text("x")))),
            Is.EqualTo(new ConditionsBuffer { Shape = ShapeOfConditions.Variable, Variable = new VariableStructure { Name = "x" } }));
        Assert.That(Error(Kind.Conditions, BufferKind.Set, Map(("Number", Text("1")))), Is.EqualTo("Number: expected a field that is present; it exists only with Shape 1, found Shape 0."));
        Assert.That(MbimFields.Check(Kind.Conditions, BufferKind.Set, Map(("Number", Text("1")))), Is.Null, "a buffer may have the shape");
        Assert.That(MbimFields.Check(Kind.Conditions, BufferKind.Set, Map(("Number", Text("1")), ("Shape", Text("variable")))), Is.Not.Null);
    }

    [TestCase("AccesString", "x", "AccesString: expected one of SessionId, ActivationCommand, * found 'AccesString'. Did you mean 'AccessString'?")]
    [TestCase("SessionId", "4294967296", "SessionId: expected a number from 0 to 4294967295, found '4294967296'.")]
    [TestCase("SessionId", "-1", "SessionId: expected a number from 0 to 4294967295, found '-1'.")]
    [TestCase("SessionId", "three", "SessionId: expected a number from 0 to 4294967295, found 'three'.")]
    [TestCase("ActivationCommand", "activat", "ActivationCommand: expected one of Deactivate, Activate, or a number up to 4294967295, found 'activat'. Did you mean 'Activate'?")]
    [TestCase("ActivationCommand", "activate|deactivate", "ActivationCommand: expected one of *")]
    [TestCase("ContextType", "internet", "ContextType: expected a UUID, found 'internet'.")]
    [TestCase("UnnamedIes", "x", "UnnamedIes: expected a list, or elements by index, found 'x'.")]
    [TestCase("UnnamedIes[0].Data", "00", "UnnamedIes[0]: expected an index below 0, the number of elements, or the whole list, found 0.")]
    [TestCase("AccessString[0]", "x", "AccessString: expected a text, found elements by index.")]
    [TestCase("AccessString.Length", "x", "AccessString: expected a text, found a mapping.")]
    [TestCase("Access String", "x", "Access String: expected a path such as AccessString or Providers[0].ProviderId, found 'Access String'.")]
    [TestCase("UnnamedIes[*].Data", "00", "UnnamedIes[*].Data: expected a path such as AccessString or Providers[0].ProviderId, found 'UnnamedIes[*].Data'.")]
    public void What_is_wrong_is_told_with_the_field(string path, string value, string says) =>
        AssertSays(Error(BasicConnect.Connect, BufferKind.Set, Map((path, Text(value)))), says);

    [TestCase("Fixed", "00", "Fixed: expected 14 bytes in hexadecimal, found '00'.")]
    [TestCase("Referenced", "0", "Referenced: expected bytes in hexadecimal, found '0'.")]
    [TestCase("FilterSize", "4", "FilterSize: expected no value, since it follows from Filter and Mask, found '4'.")]
    [TestCase("Mask", "00", "InformationBuffer: expected fields that are consistent, found Mask has 1 bytes and Filter 0; *")]
    public void Bytes_that_do_not_fit_are_refused(string path, string value, string says) =>
        AssertSays(Error(Kind.Bytes, BufferKind.Set, Map((path, Text(value)))), says);

    [Test]
    public void A_value_and_a_part_of_it_are_not_taken_together()
    {
        AssertSays(Error(BasicConnect.VisibleProviders, BufferKind.Response, Map(("Providers", List()), ("Providers[0].Rssi", Text("1")))), "Providers: expected either the whole value or parts of it, found both.");
        AssertSays(Error(BasicConnect.Connect, BufferKind.Set, Map(("SessionId", Text("1")), ("sessionId", Text("2")))), "SessionId: expected one value, found two.");
        AssertSays(Error(BasicConnect.VisibleProviders, BufferKind.Response, Map(("Providers", List(Text("26201"))))), "Providers[0]: expected a mapping of fields of Provider, found '26201'.");
        AssertSays(
            Error(BasicConnect.VisibleProviders, BufferKind.Response, Map(("Providers", List(Map(("ProviderID", Text("1")), ("Name", Text("x"))))))),
            "Providers[0].Name: expected one of ProviderId, ProviderState, *");
    }

    [Test]
    public void A_buffer_that_cannot_be_read_or_is_not_there_is_told()
    {
        Assert.That(MbimFields.TryChange(BasicConnect.Connect, BufferKind.Set, MbimExVersion.V1, [1, 2], Map(), out var changed, out var error), Is.False);
        Assert.That((changed, error!.Found), Is.EqualTo(((byte[]?)null, "2 bytes")));
        Assert.That(MbimFields.TryChange(BasicConnect.DeviceCaps, BufferKind.Set, MbimExVersion.V1, null, Map(), out _, out error), Is.False);
        Assert.That(error!.ToString(), Is.EqualTo("DEVICE_CAPS: expected an information buffer that the CID has, found Set."));
        AssertSays(Error(BasicConnect.DeviceCaps, BufferKind.Query, Map(("DeviceId", Text("1")))), "DeviceId: expected no field, since there are none, found 'DeviceId'.");
    }

    [TestCase("Providers[3].ProviderId", "26201", null)]
    [TestCase("Providers[3].ProviderIt", "26201", "Providers[3].ProviderIt: expected one of * Did you mean 'ProviderId'?")]
    [TestCase("Providers[3].Rssi", "x", "Providers[3].Rssi: expected a number *")]
    public void Changes_can_be_tried_before_there_is_a_buffer(string path, string value, string? says)
    {
        var error = MbimFields.Check(BasicConnect.VisibleProviders, BufferKind.Response, Map((path, Text(value))));
        AssertSays(error?.ToString(), says);
    }

    private static void AssertSays(string? error, string? says)
    {
        var parts = says?.Split('*', 2);
        Assert.That(error, parts is null ? Is.Null : parts.Length == 1 || error == says ? Is.EqualTo(says) : Does.StartWith(parts[0]).And.EndWith(parts[1]));
    }

    private static FieldValue.Scalar Text(string text) => new(text);

    private static FieldValue.List List(params FieldValue[] items) => new([.. items]);

    private static FieldValue.Map Map(params (string Path, FieldValue Value)[] members) =>
        new([.. members.Select(member => KeyValuePair.Create(member.Path, member.Value))]);

    private static T Change<T>(MbimCid cid, BufferKind kind, T? value, FieldValue.Map changes)
        where T : class, IInformationBuffer<T>
    {
        byte[]? bytes = null;
        if (value is not null)
        {
            bytes = new byte[value.GetSize(MbimExVersion.V3)];
            value.Write(bytes, MbimExVersion.V3);
        }

        Assert.That(MbimFields.TryChange(cid, kind, MbimExVersion.V3, bytes, changes, out var changed, out var error), Is.True, error?.ToString());
        Assert.That(T.TryRead(changed, MbimExVersion.V3, MbimReadMode.Strict, out var read, out var malformed), Is.True, malformed.ToString());
        return read!;
    }

    private static string Error(MbimCid cid, BufferKind kind, FieldValue.Map changes)
    {
        Assert.That(MbimFields.TryChange(cid, kind, MbimExVersion.V3, null, changes, out var changed, out var error), Is.False);
        Assert.That(changed, Is.Null);
        return error!.ToString();
    }
}
