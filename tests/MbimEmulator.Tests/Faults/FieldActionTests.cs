using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.FaultBench;

namespace MbimEmulator.Tests.Faults;

public sealed class FieldActionTests
{
    private static readonly DeviceCapsInfo Unchanged = Read(Caps(new FaultBench()), out _)!;

    [Test]
    public void An_answers_field_has_another_value_and_the_rest_stays()
    {
        var bench = new FaultBench(Rule(Done with { Cid = BasicConnect.DeviceCaps.Number }, new ChangeAction(Fields(("DeviceId", "1234567890"), ("cellularClass", "gsm|cdma")))));
        Assert.That(Read(Caps(bench), out _), Is.EqualTo(Unchanged with { DeviceId = "1234567890", CellularClass = CellularClass.Gsm | CellularClass.Cdma }));
    }

    [Test]
    public void A_command_is_answered_with_fields_over_defaults()
    {
        var bench = new FaultBench(Rule(Command with { Cid = BasicConnect.DeviceCaps.Number }, new AnswerAction { Fields = Fields(("MaxSessions", "17")) }));
        Assert.That(Read(Caps(bench), out _), Is.EqualTo(new DeviceCapsInfo { MaxSessions = 17 }));
    }

    [TestCase("DeviceId.offset", 0x00FFFFF0, MbimFormatErrorKind.Offset)]
    [TestCase("DeviceId.size", 0x00FFFFF0, MbimFormatErrorKind.Size)]
    [TestCase("DeviceId.size", 35, MbimFormatErrorKind.Text)]
    public void An_impossible_place_of_variable_data_is_written(string place, long value, MbimFormatErrorKind kind)
    {
        var bench = new FaultBench(Rule(Done with { Cid = BasicConnect.DeviceCaps.Number }, new PatchAction { Place = place, Number = value }));
        Assert.That(Read(Caps(bench), out var error), Is.Null);
        Assert.That((error.Field, error.Kind), Is.EqualTo(("DeviceId", kind)));
    }

    [Test]
    public void A_scalar_is_written_over_in_its_own_size()
    {
        var bench = new FaultBench(Rule(Done with { Cid = BasicConnect.DeviceCaps.Number }, new PatchAction { Place = "MaxSessions", Number = 1, IsRelative = true }));
        Assert.That(Read(Caps(bench), out _), Is.EqualTo(Unchanged with { MaxSessions = Unchanged.MaxSessions + 1 }));
    }

    private static FieldValue.Map Fields(params (string Path, string Value)[] members) =>
        new([.. members.Select(member => KeyValuePair.Create(member.Path, (FieldValue)new FieldValue.Scalar(member.Value)))]);

    private static byte[] Caps(FaultBench bench)
    {
        bench.Host.Send(writer => MbimMessageWriter.WriteCommand(writer, 7, BasicConnect.Id, BasicConnect.DeviceCaps.Number, MbimCommandType.Query, []));
        return bench.Transfers().Single();
    }

    private static DeviceCapsInfo? Read(byte[] transfer, out MbimFormatError error)
    {
        Assert.That(MbimMessage.TryParse(transfer, MbimReadMode.Strict, out var message, out error), Is.True, error.ToString());
        return DeviceCapsInfo.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var caps, out error) ? caps : null;
    }
}
