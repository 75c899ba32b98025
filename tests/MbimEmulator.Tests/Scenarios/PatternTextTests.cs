using MbimEmulator.Patterns;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Scenarios;

public sealed class PatternTextTests
{
    [Test]
    public void An_operation_is_that_of_a_command() => Assert.That(
        MessagePattern.Parse("CONNECT set AccessString=internet"),
        Is.EqualTo(Connect(MbimMessageType.Command) with { Fields = [new FieldPattern("AccessString", FieldComparison.Equal, "internet")] }));

    [Test]
    public void With_a_status_it_is_the_answer_and_fields_that_it_lacks_are_the_commands() => Assert.That(
        MessagePattern.Parse("connect SET AccessString=internet ActivationState=Deactivated Status=failure"),
        Is.EqualTo(Connect(MbimMessageType.CommandDone) with
        {
            Status = MbimStatus.Failure,
            Fields = [new FieldPattern("ActivationState", FieldComparison.Equal, "Deactivated")],
            Request = [new FieldPattern("AccessString", FieldComparison.Equal, "internet")],
        }));

    [Test]
    public void Fields_of_the_command_and_of_the_answer_may_be_named_as_such()
    {
        var pattern = MessagePattern.Parse("COMMAND_DONE CONNECT request.SessionId=1 SessionId=1");
        Assert.That((pattern.Fields.Single(), pattern.Request.Single()), Is.EqualTo((pattern.Request[0], pattern.Fields[0])));
    }

    [Test]
    public void A_status_with_a_query_leaves_fields_to_the_answer() =>
        Assert.That(MessagePattern.Parse("SIGNAL_STATE query Rssi<10 Status=success").Fields, Has.Count.EqualTo(1));

    [TestCase("", null, null)]
    [TestCase("BASIC_CONNECT", "a289cc33-bcbb-8b4f-b6b0-133ec2aae6df", null)]
    [TestCase("SIGNAL_STATE", "a289cc33-bcbb-8b4f-b6b0-133ec2aae6df", 11u)]
    [TestCase("basic_connect.signal_state", "a289cc33-bcbb-8b4f-b6b0-133ec2aae6df", 11u)]
    [TestCase("DSS.CONNECT", "c08a26dd-7718-4382-8482-6e0d583c4d0e", 1u)]
    [TestCase("BASIC_CONNECT.200", "a289cc33-bcbb-8b4f-b6b0-133ec2aae6df", 200u)]
    [TestCase("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7.3", "5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7", 3u)]
    public void Services_and_cids_have_names_and_numbers(string text, string? service, uint? cid)
    {
        var pattern = MessagePattern.Parse(text);
        Assert.That((pattern.Service, pattern.Cid), Is.EqualTo((service is null ? (Guid?)null : Guid.Parse(service), cid)));
    }

    [TestCase("HOST_ERROR Error=cancel tid=5", MbimMessageType.HostError, MbimProtocolError.Cancel, 5u)]
    [TestCase("function_error Error=NOT_OPENED TransactionId=0x10", MbimMessageType.FunctionError, MbimProtocolError.NotOpened, 16u)]
    public void Errors_and_transaction_ids_are_conditions(string text, MbimMessageType type, MbimProtocolError error, uint transactionId)
    {
        var pattern = MessagePattern.Parse(text);
        Assert.That((pattern.Type, pattern.Error, pattern.TransactionId), Is.EqualTo((type, error, transactionId)));
    }

    [TestCase("SIGNAL_STATE Rssi<10", FieldComparison.Less, "10")]
    [TestCase("SIGNAL_STATE Rssi>3", FieldComparison.Greater, "3")]
    [TestCase("SIGNAL_STATE Rssi!=99", FieldComparison.NotEqual, "99")]
    [TestCase("SIGNAL_STATE Rssi?", FieldComparison.Exists, "")]
    [TestCase("CONNECT AccessString~^inter", FieldComparison.Matches, "^inter")]
    [TestCase("CONNECT AccessString='my apn = <x>'", FieldComparison.Equal, "my apn = <x>")]
    [TestCase("CONNECT AccessString=\"it's\"", FieldComparison.Equal, "it's")]
    [TestCase("CONNECT AccessString=''", FieldComparison.Equal, "")]
    public void Fields_are_compared(string text, FieldComparison comparison, string value)
    {
        var field = MessagePattern.Parse(text).Fields.Single();
        Assert.That((field.Comparison, field.Value), Is.EqualTo((comparison, value)));
    }

    [TestCase("CONECT set", 1, "'CONECT'", "Did you mean 'CONNECT'?")]
    [TestCase("  CONNECT sett", 11, "'sett'", "Did you mean 'set'?")]
    [TestCase("CONNECT set query", 13, "a second operation", "at most one")]
    [TestCase("CONNECT RADIO_STATE", 9, "a second service or CID", "SERVICE.CID")]
    [TestCase("OPEN CLOSE", 6, "a second message type", "at most one")]
    [TestCase("CONNECT set AcessString=internet", 13, "'AcessString'", "Did you mean 'AccessString'?")]
    [TestCase("CONNECT Status=falure", 16, "'falure'", "Did you mean 'Failure'?")]
    [TestCase("CONNECT set ActivationCommand=aktivate", 13, "'aktivate'", "Did you mean 'Activate'?")]
    [TestCase("CONNECT Status!=failure", 9, "another operator", "expected =")]
    [TestCase("CONNECT tid=-1", 13, "'-1'", "a 32-bit number")]
    [TestCase("CONNECT AccessString=", 22, "nothing", "a value")]
    [TestCase("CONNECT AccessString='x", 22, "not closed", "another '")]
    [TestCase("CONNECT AccessString='x'y", 25, "'y'", "a space")]
    [TestCase("CONNECT AccessString = x", 22, "'='", "a name before it")]
    [TestCase("CONNECT Rssi!5", 13, "'!'", "one of")]
    [TestCase("BASIC_CONNECT.x", 1, "'BASIC_CONNECT.x'", "expected")]
    public void A_mistake_is_told_with_its_place(string text, int position, string found, string expected)
    {
        var e = Assert.Throws<MessagePatternSyntaxException>(() => MessagePattern.Parse(text));
        Assert.That(e!.Position, Is.EqualTo(position), e.Message);
        Assert.That(e.Message, Does.Contain($"'{text}'").And.Contains(found).And.Contains(expected));
    }

    [Test]
    public void An_endless_text_is_refused() => Assert.That(
        () => MessagePattern.Parse(new string('x', 100_000)),
        Throws.TypeOf<MessagePatternSyntaxException>().With.Message.Length.LessThan(300));

    [Test]
    public void Any_text_is_a_pattern_or_refused_with_a_place_within_it()
    {
        string[] parts = ["CONNECT", "set", " ", " ", "=", "!", "<", "~", "?", "'", "\"", "[", "]", "*", ".", "request.", "AccessString", "Status", "failure", "(", "tid", "5"];
        var random = new Random(3);
        var sound = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(random.GetItems(parts, random.Next(9)));
            try
            {
                MessagePattern.Parse(text);
                sound++;
            }
            catch (MessagePatternSyntaxException e)
            {
                Assert.That(e.Position, Is.InRange(1, text.Length + 1), text);
            }
        }

        Assert.That(sound, Is.GreaterThan(150));
    }

    private static MessagePattern Connect(MbimMessageType type) => new()
    {
        Type = type,
        Service = BasicConnect.Id,
        Cid = BasicConnect.Connect.Number,
        Operation = MbimCommandType.Set,
    };
}
