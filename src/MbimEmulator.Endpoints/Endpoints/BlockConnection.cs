using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// A connection that carries whole blocks of data. Kestrel's transport reads and writes in pieces of 4 KiB, which costs four calls of the system for each
/// block; here a block is one.
/// </summary>
internal sealed class BlockConnection : DefaultConnectionContext, IConnectionSocketFeature, IDuplexPipe
{
    private const int BufferSize = 64 * 1024;

    public BlockConnection(Socket socket)
    {
        Socket = socket;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        var stream = new NetworkStream(socket);
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, minimumReadSize: BufferSize / 4, leaveOpen: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true));
        Transport = this;
        Features.Set<IConnectionSocketFeature>(this);
    }

    public Socket Socket { get; }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public override void Abort(ConnectionAbortedException abortReason) => Socket.Dispose();

    public override ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return base.DisposeAsync();
    }
}
