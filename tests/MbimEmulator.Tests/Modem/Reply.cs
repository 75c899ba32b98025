using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Modem;

/// <summary>What a command was answered; without a status while it is not.</summary>
internal sealed class Reply<T>
    where T : IInformationBuffer<T>
{
    private T? _value;

    public MbimStatus? Status { get; private set; }

    public int Length { get; private set; }

    public T Value => _value ?? throw new AssertionException($"{typeof(T).Name}: no buffer with {Status}");

    public T Success
    {
        get
        {
            Assert.That(Status, Is.EqualTo(MbimStatus.Success));
            return Value;
        }
    }

    public void Fill(MbimStatus status, ReadOnlySpan<byte> buffer, MbimExVersion version)
    {
        Assert.That(Status, Is.Null, "answered twice");
        Status = status;
        Length = buffer.Length;
        if (buffer.Length > 0)
        {
            Assert.That(T.TryRead(buffer, version, MbimReadMode.Strict, out _value, out var error), error.ToString());
        }
        else if (typeof(T) == typeof(EmptyBuffer))
        {
            _value = default;
        }
    }

    public void AssertDone() => Assert.That(Status, Is.EqualTo(MbimStatus.Success));

    public void AssertRefused(MbimStatus status)
    {
        Assert.That(Status, Is.EqualTo(status));
        Assert.That(Length, Is.Zero, "a failing answer carries no buffer");
    }

    public T AssertRefusedWhole(MbimStatus status)
    {
        Assert.That(Status, Is.EqualTo(status));
        return Value;
    }
}
