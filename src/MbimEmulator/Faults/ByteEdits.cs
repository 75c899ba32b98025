using System.Buffers.Binary;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>Actions that write over, cut, lengthen or surround bytes, whatever they mean.</summary>
internal static class ByteEdits
{
    // Longer than any transfer that a carrier takes.
    private const int MaxLength = 1 << 20;

    /// <summary>Does an action; says why it cannot.</summary>
    public static string? Apply(FaultAction action, InFlight traffic, RandomStream random) => action switch
    {
        PatchAction patch => Patch(patch, traffic),
        ResizeAction resize => Resize(resize, traffic),
        GarbageAction garbage => Spoil(garbage, traffic, random),
        _ => $"{action.GetType().Name} changes no bytes",
    };

    private static string? Patch(PatchAction patch, InFlight traffic)
    {
        var bytes = traffic.Bytes;
        int offset;
        int size;
        if (patch.Place is not { } place)
        {
            bytes = traffic.Plan is [var whole, ..] ? whole.Bytes : bytes;
            offset = patch.Offset < 0 ? bytes.Length + patch.Offset : patch.Offset;
            size = patch.Number is null ? patch.Bytes.Count : 4;
        }
        else if (!MessagePlaces.TryFind(place, traffic.Bytes, traffic.Port.Version, out offset, out size, out var problem))
        {
            return problem;
        }
        else if (MessagePlaces.IsOfTransfer(place) && IsToHost(traffic))
        {
            // The function writes these anew for each fragment: they are wrong only in what goes.
            bytes = TransferEdits.PlanOf(traffic)[0].Bytes;
        }
        else if (traffic.Plan is [var first, ..])
        {
            bytes = first.Bytes;
        }

        if (offset < 0 || offset >= bytes.Length)
        {
            return $"there is no byte {offset} in {bytes.Length}";
        }

        var target = bytes.AsSpan(offset);
        if (patch.Number is { } number)
        {
            target = target[..Math.Min(size, target.Length)];
            Write(target, patch.IsRelative ? Read(target) + number : number);
        }
        else
        {
            var written = patch.Bytes.AsSpan();
            written[..Math.Min(written.Length, target.Length)].CopyTo(target);
        }

        return null;
    }

    private static string? Resize(ResizeAction resize, InFlight traffic)
    {
        if (!resize.KeepsLengthsRight && IsToHost(traffic))
        {
            var last = TransferEdits.PlanOf(traffic)[^1];
            last.Bytes = Resized(last.Bytes, resize.By);
            return null;
        }

        traffic.Bytes = Resized(traffic.Bytes, resize.By);
        if (resize.KeepsLengthsRight)
        {
            MessageEdits.MendLengths(traffic.Bytes);
        }

        return null;
    }

    private static string? Spoil(GarbageAction garbage, InFlight traffic, RandomStream random)
    {
        var bytes = garbage.Bytes.Count > 0 ? garbage.Bytes.AsSpan().ToArray() : new byte[garbage.Count];
        if (garbage.Bytes.Count == 0)
        {
            random.Fill(bytes);
        }

        if (!IsToHost(traffic))
        {
            traffic.Bytes = Joined(traffic.Bytes);
            return null;
        }

        var plan = TransferEdits.PlanOf(traffic);
        if (garbage is { Apart: { } gap, Place: not GarbagePlace.Instead })
        {
            AddApart(plan, bytes, gap, garbage.Place);
            return null;
        }

        var place = garbage.Place == GarbagePlace.After ? plan[^1] : plan[0];
        place.Bytes = Joined(place.Bytes);
        if (garbage.Place == GarbagePlace.Instead)
        {
            plan.RemoveRange(1, plan.Count - 1);
        }

        return null;

        byte[] Joined(byte[] transfer) => garbage.Place switch
        {
            GarbagePlace.Before => [.. bytes, .. transfer],
            GarbagePlace.After => [.. transfer, .. bytes],
            _ => bytes,
        };
    }

    private static void AddApart(List<PlannedTransfer> plan, byte[] bytes, TimeSpan gap, GarbagePlace place)
    {
        if (place == GarbagePlace.Before)
        {
            plan.Insert(0, new PlannedTransfer(bytes, TimeSpan.Zero));
            plan[1].Gap = gap;
        }
        else
        {
            plan.Add(new PlannedTransfer(bytes, gap));
        }
    }

    /// <summary>Whether it becomes transfers to a host or client later on.</summary>
    private static bool IsToHost(InFlight traffic) =>
        traffic.Port.Direction == TransferDirection.ToHost && traffic.Level is TrafficLevel.Message or TrafficLevel.Call;

    private static byte[] Resized(byte[] bytes, int by)
    {
        var resized = new byte[Math.Clamp((long)bytes.Length + by, 0, MaxLength)];
        bytes.AsSpan(0, Math.Min(bytes.Length, resized.Length)).CopyTo(resized);
        return resized;
    }

    private static long Read(ReadOnlySpan<byte> bytes)
    {
        Span<byte> number = stackalloc byte[8];
        bytes[..Math.Min(bytes.Length, 8)].CopyTo(number);
        return BinaryPrimitives.ReadInt64LittleEndian(number);
    }

    private static void Write(Span<byte> bytes, long value)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number[..Math.Min(bytes.Length, 8)].CopyTo(bytes);
    }
}
