using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Function;

public sealed class TransactionTests
{
    private readonly TestHost _host = new(new FunctionProfile { MaxOutstandingCommands = 2 });
    private readonly List<Transaction> _held = [];

    [SetUp]
    public void Open()
    {
        _host.Handle(1, (t, _) => _held.Add(t));
        _host.Handle(2, (t, b) => t.Complete(b));
        _host.Open();
        _host.TryReceive();
    }

    [Test]
    public void A_transaction_id_that_is_outstanding_cannot_be_used_again()
    {
        _host.Query(5, 1);
        _host.Query(5, 2);
        _held[0].Complete();
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 5 DuplicatedTid", "CommandDone 5 Success"]));
    }

    [Test]
    public void A_transaction_id_can_be_used_again_once_it_is_answered()
    {
        _host.Query(5, 2);
        _host.Query(5, 2);
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 5 Success", "CommandDone 5 Success"]));
    }

    [Test]
    public void An_error_of_the_host_that_is_no_CANCEL_ends_no_command()
    {
        _host.Query(5, 1);
        _host.HostError(5, MbimProtocolError.TimeoutFragment);
        _held[0].Complete();
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 5 Success"]));
    }

    [TestCase(CarrierKind.Usb, false)]
    [TestCase(CarrierKind.Stream, true)]
    public void A_host_that_leaves_the_bus_takes_its_session_with_it(CarrierKind carrier, bool stays)
    {
        _host.Link.Detach("gone");
        _host.Link = _host.Attach("next", carrier);
        _host.Open();
        _host.Link.Detach("gone");
        Assert.That(_host.Function.IsOpen, Is.EqualTo(stays));
    }

    [Test]
    public void One_command_above_the_limit_is_answered_busy_and_not_handled()
    {
        _host.Query(1, 1);
        _host.Query(2, 1);
        _host.Query(3, 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_host.Received(), Is.EqualTo(["CommandDone 3 Busy"]));
            Assert.That(_held, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public void A_cancelled_command_is_never_answered_and_its_id_is_free()
    {
        _host.Query(5, 1);
        _host.HostError(5, MbimProtocolError.Cancel);
        Assert.That(_held[0].IsOutstanding, Is.False);
        _host.Query(5, 1);
        _held[0].Complete();
        Assert.That(_host.Received(), Is.Empty);
        _held[1].Complete();
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 5 Success"]));
    }

    [Test]
    public void Answering_twice_does_not_answer_a_later_command()
    {
        _host.Query(5, 1);
        _held[0].Complete();
        _host.Query(6, 1);
        _held[0].Fail(MbimStatus.Failure);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_host.Received(), Is.EqualTo(["CommandDone 5 Success"]));
            Assert.That(_held[0].TransactionId, Is.Zero);
            Assert.That(_held[1].TransactionId, Is.EqualTo(6));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void What_is_outstanding_when_the_function_closes_is_never_answered(bool byOpen)
    {
        _host.Query(5, 1);
        if (byOpen)
        {
            _host.Open(7);
        }
        else
        {
            _host.Close(7);
        }

        _host.Received();
        _held[0].Complete();
        Assert.That(_host.Received(), Is.Empty);
    }

    [Test]
    public void Host_errors_are_taken_without_an_answer_and_counted()
    {
        _host.HostError(5, MbimProtocolError.TimeoutFragment);
        _host.HostError(5, MbimProtocolError.Cancel);
        _host.Close(6);
        _host.HostError(5, MbimProtocolError.Unknown);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_host.Received(), Is.EqualTo(["CloseDone 6 Success"]));
            Assert.That(_host.Function.HostErrors, Is.EqualTo(3));
        }
    }

    [Test]
    public void A_failure_carries_an_empty_buffer_unless_one_is_given()
    {
        _host.Query(5, 1);
        _host.Query(6, 1);
        _held[0].Fail(MbimStatus.SimNotInserted);
        _held[1].Fail(MbimStatus.Failure, new NetworkIdleHint { State = NetworkIdleHintState.Enabled });
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 5 SimNotInserted", "CommandDone 6 Failure 01000000"]));
    }

    [Test]
    public void An_unknown_command_type_is_an_invalid_parameter()
    {
        _host.Send(w => MbimMessageWriter.WriteCommand(w, 5, TestHost.Service, 2, (MbimCommandType)7, []));
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 5 InvalidParameters"]));
    }

    [Test]
    public void An_operation_that_the_cid_does_not_have_has_no_device_support()
    {
        _host.Send(w => MbimMessageWriter.WriteCommand(w, 5, TestHost.Service, 2, MbimCommandType.Set, []));
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 5 NoDeviceSupport"]));
    }

    [Test]
    public void A_buffer_that_cannot_be_read_is_an_invalid_parameter()
    {
        _host.Send(w => MbimMessageWriter.WriteCommand(
            w, 5, BasicConnect.Id, (uint)BasicConnectCid.DeviceServiceSubscribeList, MbimCommandType.Set, [9, 0, 0, 0]));
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 5 InvalidParameters"]));
    }
}
