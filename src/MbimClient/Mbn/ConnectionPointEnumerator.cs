using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

namespace MbimClient.Mbn;

/// <summary>Enumerates connection points as COM does: 0 (S_OK) when as many as asked for were there, otherwise 1 (S_FALSE).</summary>
internal sealed class ConnectionPointEnumerator(IConnectionPoint[] points, int next = 0) : IEnumConnectionPoints
{
    private int _next = next;

    public int Next(int celt, IConnectionPoint[] rgelt, IntPtr pceltFetched)
    {
        var count = Math.Clamp(celt, 0, points.Length - _next);
        Array.Copy(points, _next, rgelt, 0, count);
        _next += count;
        if (pceltFetched != 0)
        {
            Marshal.WriteInt32(pceltFetched, count);
        }

        return count == celt ? 0 : 1;
    }

    public int Skip(int celt)
    {
        var count = Math.Clamp(celt, 0, points.Length - _next);
        _next += count;
        return count == celt ? 0 : 1;
    }

    public void Reset() => _next = 0;

    public void Clone(out IEnumConnectionPoints ppenum) => ppenum = new ConnectionPointEnumerator(points, _next);
}
