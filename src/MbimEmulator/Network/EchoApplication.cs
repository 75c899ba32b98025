namespace MbimEmulator.Network;

/// <summary>The echo service (RFC 862): it takes no more than it can send back.</summary>
internal sealed class EchoApplication(TcpConnection connection) : ITcpApplication
{
    public int Room => connection.Free;

    public void Receive(ReadOnlySpan<byte> data) => connection.Write(data);

    public void EndOfStream() => connection.Close();

    public void Sent()
    {
    }
}
