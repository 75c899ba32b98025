using System.Globalization;
using System.Text;

namespace MbimEmulator.Network;

/// <summary>
/// A small web server (HTTP/1.1): <c>/</c> names the modem, the session and the address that was asked; <c>/bytes/N</c> is N bytes. One request
/// after the other on a connection, GET and HEAD.
/// </summary>
internal sealed class HttpApplication(TcpConnection connection, string modem, byte sessionId) : ITcpApplication
{
    /// <summary>The largest <c>/bytes/N</c>.</summary>
    public const int MaxBytes = 16 << 20;

    private const int MaxRequest = 8192;
    private const string BytesPath = "/bytes/";

    private static readonly byte[] Pattern = [.. Enumerable.Range(0, 4096).Select(i => (byte)"0123456789abcdef"[i % 16])];

    private readonly byte[] _request = new byte[MaxRequest];
    private int _count;
    private int _left;
    private int _sent;
    private bool _closing;
    private bool _hostIsDone;

    public int Room => _closing ? ushort.MaxValue : MaxRequest - _count;

    public void Receive(ReadOnlySpan<byte> data)
    {
        if (_closing)
        {
            return;
        }

        data.CopyTo(_request.AsSpan(_count));
        _count += data.Length;
        Continue();
    }

    public void EndOfStream()
    {
        _hostIsDone = true;
        Continue();
    }

    public void Sent() => Continue();

    private void Continue()
    {
        while (true)
        {
            while (_left > 0 && connection.Free > 0)
            {
                var start = _sent % 16;
                var part = Pattern.AsSpan(start, Math.Min(Math.Min(_left, connection.Free), Pattern.Length - start));
                connection.Write(part);
                _left -= part.Length;
                _sent += part.Length;
            }

            if (_left > 0)
            {
                return;
            }

            if (_closing)
            {
                Finish();
                return;
            }

            // The longest answer without its bytes fits into a buffer that is half empty.
            if (connection.Free < RingBuffer.Capacity / 2)
            {
                return;
            }

            var end = _request.AsSpan(0, _count).IndexOf("\r\n\r\n"u8);
            if (end < 0 && _count == MaxRequest)
            {
                Answer("431 Request Header Fields Too Large", "The request header is longer than 8192 bytes.\n", isHead: false, keepAlive: false);
                continue;
            }

            if (end < 0)
            {
                _closing = _hostIsDone;
                if (_closing)
                {
                    continue;
                }

                return;
            }

            Take(Encoding.ASCII.GetString(_request, 0, end));
            _count -= end + 4;
            _request.AsSpan(end + 4, _count).CopyTo(_request);
        }
    }

    private void Take(string request)
    {
        var lines = request.Split("\r\n");
        var parts = lines[0].Split(' ');
        if (parts.Length != 3 || !parts[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            Answer("400 Bad Request", "Expected a request line of HTTP/1.\n", isHead: false, keepAlive: false);
            return;
        }

        var options = lines.Skip(1).Where(line => line.StartsWith("connection:", StringComparison.OrdinalIgnoreCase)).Select(line => line[11..].Trim());
        var keepAlive = parts[2] == "HTTP/1.0"
            ? options.Contains("keep-alive", StringComparer.OrdinalIgnoreCase)
            : !options.Contains("close", StringComparer.OrdinalIgnoreCase);
        var (isHead, path) = (parts[0] == "HEAD", parts[1]);
        if (!isHead && parts[0] != "GET")
        {
            // What follows may be the request's body, so nothing more can be read here.
            Answer("405 Method Not Allowed", "Expected GET or HEAD.\n", isHead: false, keepAlive: false, "Allow: GET, HEAD\r\n");
        }
        else if (path == "/")
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{modem}, session {sessionId}, {connection.Key.Local}\n");
            Answer("200 OK", text, isHead, keepAlive);
        }
        else if (path.StartsWith(BytesPath, StringComparison.Ordinal) &&
            int.TryParse(path.AsSpan(BytesPath.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MaxBytes)
        {
            WriteHeader("200 OK", "application/octet-stream", count, keepAlive, "");
            (_left, _sent, _closing) = (isHead ? 0 : count, 0, !keepAlive);
        }
        else
        {
            Answer("404 Not Found", $"Expected / or {BytesPath}N, N up to {MaxBytes}.\n", isHead, keepAlive);
        }
    }

    private void Answer(string status, string text, bool isHead, bool keepAlive, string header = "")
    {
        WriteHeader(status, "text/plain; charset=utf-8", Encoding.UTF8.GetByteCount(text), keepAlive, header);
        if (!isHead)
        {
            connection.Write(Encoding.UTF8.GetBytes(text));
        }

        _closing = !keepAlive;
    }

    private void WriteHeader(string status, string type, int length, bool keepAlive, string header) =>
        connection.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n{header}Connection: {(keepAlive ? "keep-alive" : "close")}\r\n\r\n")));

    private void Finish()
    {
        _closing = true;
        connection.Close();
    }
}
