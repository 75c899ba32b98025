using System.Buffers;
using MbimEmulator.Patterns;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Tests.Scenarios;

public sealed class MessagePatternTests
{
    private static readonly SetConnect Connect = new()
    {
        SessionId = 3,
        ActivationCommand = ActivationCommand.Activate,
        AuthProtocol = AuthProtocol.Chap,
        IpType = ContextIpType.IPv4v6,
        ContextType = ContextTypes.Internet,
        AccessString = "internet",
    };

    private static readonly MessagePattern ConnectSet = new()
    {
        Type = MbimMessageType.Command,
        Service = BasicConnect.Id,
        Cid = BasicConnect.Connect.Number,
        Operation = MbimCommandType.Set,
    };

    [Test]
    public void A_name_is_looked_up_in_the_enumeration_of_each_field_that_has_the_path()
    {
        // Both have an Automatic: RegisterMode as 1, RegisterAction as 0.
        var matcher = new FieldMatcher(new FieldPattern("how", FieldComparison.Equal, "Automatic"));
        MbimField[] mode = [new("how", MbimFieldType.Enumeration, 1, "Automatic", typeof(RegisterMode))];
        MbimField[] action = [new("how", MbimFieldType.Enumeration, 1, "Manual", typeof(RegisterAction))];
        Assert.That(matcher.Matches(mode), Is.True);
        Assert.That(matcher.Matches(action), Is.False);
        Assert.That(matcher.Matches(mode), Is.True);
    }

    [TestCase("SessionId", FieldComparison.Equal, "3")]
    [TestCase("sessionId", FieldComparison.Equal, "0x3")]
    [TestCase("SessionId", FieldComparison.NotEqual, "4")]
    [TestCase("SessionId", FieldComparison.Less, "4")]
    [TestCase("SessionId", FieldComparison.Greater, "2")]
    [TestCase("SessionId", FieldComparison.Exists, "")]
    [TestCase("ActivationCommand", FieldComparison.Equal, "Activate")]
    [TestCase("ActivationCommand", FieldComparison.Equal, "activate")]
    [TestCase("ActivationCommand", FieldComparison.Equal, "1")]
    [TestCase("IpType", FieldComparison.Equal, "ipv4v6")]
    [TestCase("IpType", FieldComparison.Greater, "IPv4")]
    [TestCase("ContextType", FieldComparison.Equal, "7E5E2A7E-4E6F-7272-736B-656E7E5E2A7E")]
    [TestCase("AccessString", FieldComparison.Equal, "internet")]
    [TestCase("AccessString", FieldComparison.NotEqual, "intranet")]
    [TestCase("AccessString", FieldComparison.Matches, "^int.*net$")]
    [TestCase("Nothing", FieldComparison.NotEqual, "anything")]
    public void A_field_that_fits_matches(string path, FieldComparison comparison, string value) =>
        Assert.That(Matches(ConnectSet with { Fields = [new(path, comparison, value)] }, SetMessage()), Is.True);

    [TestCase("SessionId", FieldComparison.Equal, "4")]
    [TestCase("SessionId", FieldComparison.NotEqual, "3")]
    [TestCase("SessionId", FieldComparison.Less, "3")]
    [TestCase("SessionId", FieldComparison.Greater, "3")]
    [TestCase("SessionId", FieldComparison.Equal, "three")]
    [TestCase("ActivationCommand", FieldComparison.Equal, "deactivate")]
    [TestCase("ContextType", FieldComparison.Equal, "no uuid")]
    [TestCase("AccessString", FieldComparison.Equal, "Internet")]
    [TestCase("AccessString", FieldComparison.Less, "zzz")]
    [TestCase("AccessString", FieldComparison.Matches, "^net")]
    [TestCase("AccessStrin", FieldComparison.Exists, "")]
    [TestCase("AccessString.Nothing", FieldComparison.Exists, "")]
    [TestCase("Nothing", FieldComparison.Equal, "")]
    public void A_field_that_does_not_fit_does_not_match(string path, FieldComparison comparison, string value) =>
        Assert.That(Matches(ConnectSet with { Fields = [new(path, comparison, value)] }, SetMessage()), Is.False);

    [TestCase("DeviceServices[*].MaxDssInstances", FieldComparison.Equal, "2", true)]
    [TestCase("DeviceServices[*].MaxDssInstances", FieldComparison.Equal, "3", false)]
    [TestCase("DeviceServices[1].MaxDssInstances", FieldComparison.Equal, "2", true)]
    [TestCase("DeviceServices[0].MaxDssInstances", FieldComparison.Equal, "2", false)]
    [TestCase("DeviceServices[2].MaxDssInstances", FieldComparison.Exists, "", false)]
    [TestCase("DeviceServices[1]", FieldComparison.Exists, "", true)]
    [TestCase("DeviceServices", FieldComparison.Exists, "", true)]
    [TestCase("DeviceServices[*].DeviceServiceId", FieldComparison.Equal, "C08A26DD-7718-4382-8482-6E0D583C4D0E", true)]
    [TestCase("DeviceServices[*].MaxDssInstances", FieldComparison.NotEqual, "2", false)]
    [TestCase("DeviceServices[*].MaxDssInstances", FieldComparison.NotEqual, "3", true)]
    [TestCase("DeviceServices[*].DssPayload", FieldComparison.Equal, "hostToDevice|deviceToHost", true)]
    [TestCase("DeviceServices[*].DssPayload", FieldComparison.Equal, "deviceToHost | HostToDevice", true)]
    [TestCase("DeviceServices[*].DssPayload", FieldComparison.Equal, "3", true)]
    [TestCase("DeviceServices[*].DssPayload", FieldComparison.Equal, "hostToDevice|4", false)]
    [TestCase("DeviceServices[*].Cids[*]", FieldComparison.Equal, "7", true)]
    [TestCase("DeviceServices[0].Cids[1]", FieldComparison.Equal, "7", true)]
    [TestCase("DeviceServices[1].Cids[*]", FieldComparison.Exists, "", false)]
    public void Elements_are_named_one_by_one_or_all_together(string path, FieldComparison comparison, string value, bool matches)
    {
        var info = new DeviceServicesInfo
        {
            MaxDssSessions = 4,
            DeviceServices =
            [
                new DeviceServiceElement { DeviceServiceId = Dss.Id, Cids = [1, 7] },
                new DeviceServiceElement { MaxDssInstances = 2, DssPayload = DssPayload.HostToDevice | DssPayload.DeviceToHost },
            ],
        };
        var pattern = new MessagePattern { Fields = [new(path, comparison, value)] };
        Assert.That(Matches(pattern, DoneMessage(BasicConnect.DeviceServices, info)), Is.EqualTo(matches));
    }

    [TestCase("IPv4Address[*].Address", "10.64.0.2", true)]
    [TestCase("IPv4Address[0].Address", "10.64.0.3", false)]
    [TestCase("IPv6Gateway", "2001:DB8:0::1", true)]
    [TestCase("IPv4Gateway", "0.0.0.0", false)]
    public void Addresses_are_compared_as_addresses(string path, string value, bool matches)
    {
        var info = new IPConfigurationInfo
        {
            IPv4Address = [new IPv4Element { OnLinkPrefixLength = 24, Address = IPv4Address.Parse("10.64.0.2") }],
            IPv6Gateway = IPv6Address.Parse("2001:db8::1"),
        };
        var pattern = new MessagePattern { Fields = [new(path, FieldComparison.Equal, value)] };
        Assert.That(Matches(pattern, DoneMessage(BasicConnect.IpConfiguration, info)), Is.EqualTo(matches));
    }

    [Test]
    public void Everything_that_is_said_has_to_fit()
    {
        var message = SetMessage();
        Assert.That(Matches(new MessagePattern(), message), Is.True);
        Assert.That(Matches(ConnectSet with { TransactionId = 9 }, message), Is.True);
        Assert.That(Matches(ConnectSet with { Type = MbimMessageType.CommandDone }, message), Is.False);
        Assert.That(Matches(ConnectSet with { Service = Dss.Id }, message), Is.False);
        Assert.That(Matches(ConnectSet with { Cid = 11 }, message), Is.False);
        Assert.That(Matches(ConnectSet with { Operation = MbimCommandType.Query }, message), Is.False);
        Assert.That(Matches(ConnectSet with { TransactionId = 8 }, message), Is.False);
        Assert.That(Matches(ConnectSet with { Status = MbimStatus.Success }, message), Is.False, "a COMMAND has no status");
        Assert.That(Matches(ConnectSet with { Error = MbimProtocolError.Unknown }, message), Is.False, "a COMMAND has no error");
    }

    [Test]
    public void A_part_that_a_message_does_not_have_does_not_fit()
    {
        var open = Write(writer => MbimMessageWriter.WriteOpen(writer, 1, 4096));
        Assert.That(Matches(new MessagePattern { Type = MbimMessageType.Open, TransactionId = 1 }, open), Is.True);
        Assert.That(Matches(new MessagePattern { Cid = 0 }, open), Is.False);
        Assert.That(Matches(new MessagePattern { Service = Guid.Empty }, open), Is.False);
        Assert.That(Matches(new MessagePattern { Operation = MbimCommandType.Query }, open), Is.False);
        Assert.That(Matches(new MessagePattern { Status = MbimStatus.Success }, open), Is.False);
        var error = Write(writer => MbimMessageWriter.WriteFunctionError(writer, 1, MbimProtocolError.NotOpened));
        Assert.That(Matches(new MessagePattern { Error = MbimProtocolError.NotOpened }, error), Is.True);
        Assert.That(Matches(new MessagePattern { Error = MbimProtocolError.Cancel }, error), Is.False);
    }

    [Test]
    public void An_answer_is_known_by_what_it_answers()
    {
        var request = new byte[Connect.GetSize(MbimExVersion.V1)];
        Connect.Write(request, MbimExVersion.V1);
        var pattern = new MessagePattern
        {
            Type = MbimMessageType.CommandDone,
            Operation = MbimCommandType.Set,
            Status = MbimStatus.Failure,
            Request = [new("AccessString", FieldComparison.Equal, "internet")],
        };
        var done = Write(writer => MbimMessageWriter.WriteCommandDone(writer, 9, BasicConnect.Id, BasicConnect.Connect.Number, MbimStatus.Failure, []));
        Assert.That(MbimMessage.TryParse(done, MbimReadMode.Strict, out var message, out _), Is.True);
        var known = new ExaminedMessage(message, MbimExVersion.V1, MbimCommandType.Set, request);
        var query = new ExaminedMessage(message, MbimExVersion.V1, MbimCommandType.Query, []);
        var unknown = new ExaminedMessage(message, MbimExVersion.V1);
        Assert.That(pattern.Matches(ref known), Is.True);
        Assert.That(pattern.Matches(ref query), Is.False);
        Assert.That(pattern.Matches(ref unknown), Is.False);
        Assert.That(pattern.Misfits(ref unknown), Is.EqualTo(new MessageMisfit[]
        {
            new("operation", "Set", "none"),
            new("request AccessString", "'internet'", "not there"),
        }));
    }

    [TestCase(MbimExVersion.V1)]
    [TestCase(MbimExVersion.V3)]
    public void Fields_are_those_of_the_version(MbimExVersion version)
    {
        var pattern = ConnectSet with { Fields = [new("MediaPreference", FieldComparison.Exists, "")] };
        Assert.That(MbimMessage.TryParse(SetMessage(version), MbimReadMode.Strict, out var message, out _), Is.True);
        var examined = new ExaminedMessage(message, version);
        Assert.That(pattern.Matches(ref examined), Is.EqualTo(version == MbimExVersion.V3));
    }

    [Test]
    public void A_buffer_that_cannot_be_read_has_no_fields()
    {
        var broken = Write(writer => MbimMessageWriter.WriteCommand(writer, 9, BasicConnect.Id, BasicConnect.Connect.Number, MbimCommandType.Set, [1, 2, 3]));
        var foreign = Write(writer => MbimMessageWriter.WriteCommand(writer, 9, Guid.NewGuid(), 1, MbimCommandType.Set, [1, 2, 3, 4]));
        foreach (var message in new[] { broken, foreign })
        {
            Assert.That(Matches(new MessagePattern { Fields = [new("SessionId", FieldComparison.Exists, "")] }, message), Is.False);
            Assert.That(Matches(new MessagePattern { Operation = MbimCommandType.Set }, message), Is.True);
        }
    }

    [Test]
    public void A_near_miss_is_said_in_words()
    {
        var pattern = ConnectSet with { Fields = [new("AccessString", FieldComparison.Equal, "intranet"), new("SessionId", FieldComparison.Less, "2")] };
        Assert.That(MbimMessage.TryParse(SetMessage(), MbimReadMode.Strict, out var message, out _), Is.True);
        var examined = new ExaminedMessage(message, MbimExVersion.V1);
        Assert.That(pattern.ToString(), Is.EqualTo("Command CONNECT Set with AccessString 'intranet', SessionId below 2"));
        Assert.That(string.Join(", ", pattern.Misfits(ref examined).AsSpan().ToArray().Select(misfit => misfit.ToString())), Is.EqualTo("AccessString 'internet', SessionId '3'"));
        var query = new MessagePattern { Service = BasicConnect.Id, Cid = BasicConnect.RadioState.Number, Operation = MbimCommandType.Query };
        Assert.That(query.Misfits(ref examined), Is.EqualTo(new MessageMisfit[] { new("CID", "RADIO_STATE", "CONNECT"), new("operation", "Query", "Set") }));
    }

    [Test]
    public void A_message_of_another_kind_costs_nothing()
    {
        var pattern = ConnectSet with { Cid = BasicConnect.RadioState.Number, Fields = [new("SwRadioState", FieldComparison.Equal, "off")] };
        var bytes = SetMessage();
        bool Try()
        {
            MbimMessage.TryParse(bytes, MbimReadMode.Strict, out var message, out _);
            var examined = new ExaminedMessage(message, MbimExVersion.V1);
            return pattern.Matches(ref examined);
        }

        Try();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(Try(), Is.False);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1024), "the assertion itself allocates");
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Try();
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void A_pattern_that_is_changed_forgets_what_it_had_worked_out()
    {
        var field = new FieldPattern("AccessString", FieldComparison.Matches, "inter");
        Assert.That(Matches(ConnectSet with { Fields = [field] }, SetMessage()), Is.True);
        Assert.That(Matches(ConnectSet with { Fields = [field with { Value = "intra" }] }, SetMessage()), Is.False);
        Assert.That(field, Is.EqualTo(new FieldPattern("AccessString", FieldComparison.Matches, "inter")));
    }

    [TestCase("AccesString", FieldComparison.Equal, "x", "found the field 'AccesString', expected one of SessionId, * Did you mean 'AccessString'?")]
    [TestCase("Access String", FieldComparison.Equal, "x", "found 'Access String', expected a path such as *")]
    [TestCase("AccessString[0]", FieldComparison.Equal, "x", "found the field 'AccessString[0]', *")]
    [TestCase("ActivationCommand", FieldComparison.Equal, "activat", "found 'activat' for ActivationCommand, expected one of Deactivate, Activate, or a number. Did you mean 'Activate'?")]
    [TestCase("ActivationCommand", FieldComparison.Equal, "activate|deactivate", "found 'activate|deactivate' for ActivationCommand, *")]
    [TestCase("SessionId", FieldComparison.Less, "two", "found 'two' for SessionId, expected a number.")]
    [TestCase("ContextType", FieldComparison.Equal, "internet", "found 'internet' for ContextType, expected a UUID.")]
    [TestCase("AccessString", FieldComparison.Greater, "2", "found an order for AccessString, expected a field with a number.")]
    [TestCase("AccessString", FieldComparison.Matches, "(", "found '(' for AccessString, expected a regular expression *")]
    [TestCase("AccessString", FieldComparison.Matches, "(?=a)b", "found '(?=a)b' for AccessString, expected a regular expression *")]
    [TestCase("UnnamedIes", FieldComparison.Equal, "x", "found a value for UnnamedIes, expected a field with a single value, or whether it exists.")]
    [TestCase("UnnamedIes[0].Typ", FieldComparison.Equal, "pco", "found the field 'UnnamedIes[0].Typ', * Did you mean 'UnnamedIes[*].Type'?")]
    public void A_pattern_that_can_never_fit_is_told_with_the_nearest_name(string path, FieldComparison comparison, string value, string says)
    {
        var problems = (ConnectSet with { Fields = [new(path, comparison, value)] }).Problems();
        Assert.That(problems, Has.Count.EqualTo(1));
        var parts = says.Split('*', 2);
        Assert.That(problems[0].ToString(), Does.StartWith(parts[0]).And.EndWith(parts[^1]));
        Assert.That(problems[0].Field, Is.EqualTo(new FieldPattern(path, comparison, value)));
    }

    [Test]
    public void A_sound_pattern_has_no_problem()
    {
        MbimArray<FieldPattern> fields =
        [
            new("sessionId", FieldComparison.Greater, "0x1"),
            new("MediaPreference", FieldComparison.Exists, ""),
            new("UnnamedIes", FieldComparison.Exists, ""),
            new("UnnamedIes[*].Type", FieldComparison.Equal, "pco"),
            new("ActivationCommand", FieldComparison.NotEqual, "77"),
        ];
        Assert.That((ConnectSet with { Fields = fields }).Problems(), Is.Empty);
        Assert.That(new MessagePattern { Type = MbimMessageType.CommandDone, Request = fields }.Problems(), Is.Empty);
        Assert.That(new MessagePattern { Fields = fields }.Problems(), Is.Empty);
        Assert.That((ConnectSet with { Operation = MbimCommandType.Query, Fields = fields }).Problems(), Is.Not.Empty);
        Assert.That(new MessagePattern { Type = MbimMessageType.Open, Fields = fields }.Problems(), Has.Count.EqualTo(fields.Count));
    }

    private static byte[] SetMessage(MbimExVersion version = MbimExVersion.V1) => Write(writer =>
        MbimMessageWriter.WriteCommand(writer, 9, BasicConnect.Id, BasicConnect.Connect.Number, MbimCommandType.Set, Connect, version));

    private static byte[] DoneMessage<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TResponse response)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        Write(writer => MbimMessageWriter.WriteCommandDone(writer, 9, cid.Service, cid.Number, MbimStatus.Success, response, MbimExVersion.V1));

    private static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    private static bool Matches(MessagePattern pattern, byte[] bytes)
    {
        Assert.That(MbimMessage.TryParse(bytes, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        var examined = new ExaminedMessage(message, MbimExVersion.V1);
        var matches = pattern.Matches(ref examined);
        Assert.That(pattern.Misfits(ref examined).Count == 0, Is.EqualTo(matches));
        return matches;
    }
}
