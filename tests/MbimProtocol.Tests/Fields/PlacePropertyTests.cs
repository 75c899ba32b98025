using System.Buffers.Binary;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MbimProtocol.Fields;
using MbimProtocol.Generated;
using MbimProtocol.Services;
using TextEncoding = System.Text.Encoding;

namespace MbimProtocol.Tests.Fields;

[TestFixtureSource(typeof(FieldCase), nameof(FieldCase.All))]
public sealed class PlacePropertyTests(FieldCase buffer)
{
    [Test]
    public void The_bytes_at_a_field_are_its_value() => ForAll(bytes =>
    {
        foreach (var field in buffer.Read(bytes))
        {
            if (PlaceOfValue(bytes, field) is { } place)
            {
                Assert.That(Value(bytes.AsSpan(place.Offset, place.Size), field), Is.EqualTo(field.IsNumeric ? field.Number.ToString(CultureInfo.InvariantCulture) : field.Text), field.Path);
            }
        }
    });

    [Test]
    public void Other_bytes_at_a_field_show_in_that_field_alone() => ForAll(bytes =>
    {
        var before = buffer.Read(bytes);
        foreach (var field in before.Where(field => !IsStructural(field)))
        {
            if (PlaceOfValue(bytes, field) is not { } place)
            {
                continue;
            }

            var other = bytes.ToArray();
            other[place.Offset + (field.Type == MbimFieldType.Text && !IsUtf8(field) ? place.Size - 2 : place.Size - 1)] ^= 1;
            var after = buffer.Read(other);
            Assert.That(after.Where((now, index) => now != before[index]).Select(now => now.Path), Is.EqualTo(new[] { field.Path }));
        }
    }, samples: 6);

    [Test]
    public void An_impossible_offset_size_or_count_is_refused_at_its_field() => ForAll(bytes =>
    {
        foreach (var field in buffer.Layout.Fields.Where(field => field.ConditionProperty is null))
        {
            foreach (var part in new[] { "offset", "size", "count", "length" })
            {
                if (!MbimFields.TryLocate(buffer.Cid, buffer.Kind, buffer.Version, bytes, $"{field.Name}.{part}", out var place, out _))
                {
                    continue;
                }

                Assert.That(place.Size, Is.EqualTo(4));
                var size = part == "offset" && Size(bytes, field) is { } found ? found : 1;
                if (size == 0)
                {
                    continue;
                }

                var broken = bytes.ToArray();
                BinaryPrimitives.WriteUInt32LittleEndian(broken.AsSpan(place.Offset), 0xFFFFFFFE);
                Assert.That(MbimFields.TryRead(buffer.Cid, buffer.Kind, broken, buffer.Version, out _, out var error), Is.False, $"{field.Name}.{part}");
                Assert.That(error.Field, Is.EqualTo(field.Name).Or.StartsWith(field.Name + "[").Or.EqualTo(Sharing(field)), $"{field.Name}.{part}");
            }
        }
    });

    [Test]
    public void Whatever_the_bytes_hold_a_place_is_within_them() => ForAll(bytes =>
    {
        var paths = buffer.Read(bytes).Select(field => field.Path).SelectMany(path => new[] { path, path + ".data", path + ".offset", path + ".size" }).ToList();
        var random = new System.Random(bytes.Length);
        for (var i = 0; i < 20 && bytes.Length > 0; i++)
        {
            var broken = bytes[..random.Next(bytes.Length + 1)];
            for (var n = 0; n < 3 && broken.Length > 0; n++)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            foreach (var path in paths)
            {
                if (MbimFields.TryLocate(buffer.Cid, buffer.Kind, buffer.Version, broken, path, out var place, out var error))
                {
                    Assert.That(place.Offset >= 0 && place.Size >= 0 && place.Offset + place.Size <= broken.Length, Is.True, $"{path} {place} of {broken.Length}");
                }
                else
                {
                    Assert.That(error!.Path, Is.EqualTo(path));
                }
            }
        }
    }, samples: 6);

    private FieldPlace? PlaceOfValue(byte[] bytes, MbimField field)
    {
        var declaration = Declaration(field);
        var isReferenced = field.Type is MbimFieldType.Text || (field.Type == MbimFieldType.Bytes && declaration.Form is not (FieldForm.Tlv or FieldForm.TlvList))
            || declaration.Form == FieldForm.RefAddress;
        return field.Text.Length == 0 ? null : buffer.Locate(bytes, isReferenced ? field.Path + ".data" : field.Path);
    }

    private string Value(ReadOnlySpan<byte> bytes, MbimField field) => field.Type switch
    {
        MbimFieldType.Text => (IsUtf8(field) ? TextEncoding.UTF8 : TextEncoding.Unicode).GetString(bytes),
        MbimFieldType.Uuid => new Guid(bytes, bigEndian: true).ToString(),
        MbimFieldType.Address => new System.Net.IPAddress(bytes).ToString(),
        MbimFieldType.Bytes => Convert.ToHexStringLower(bytes),
        _ when Declaration(field).Scalar == FieldScalar.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        _ => bytes.Length switch
        {
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        } is var number ? number.ToString(CultureInfo.InvariantCulture) : "",
    };

    private uint? Size(byte[] bytes, FieldDeclaration field)
    {
        var hasSize = MbimFields.TryLocate(buffer.Cid, buffer.Kind, buffer.Version, bytes, field.Name + ".size", out var place, out _)
            || MbimFields.TryLocate(buffer.Cid, buffer.Kind, buffer.Version, bytes, field.Name + ".count", out place, out _);
        return hasSize ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place.Offset)) : field.Form == FieldForm.RefAddress ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(buffer.Locate(bytes, field.Name).Offset)) : null;
    }

    // Byte arrays with one size field: the first of them is where a wrong size is noticed.
    private string Sharing(FieldDeclaration field) => buffer.Layout.Fields.First(other => other.CountedBy == field.CountedBy || other == field).Name;

    private bool IsUtf8(MbimField field) => Declaration(field).Form == FieldForm.Utf8Text;

    private bool IsStructural(MbimField field) =>
        Declaration(field).Form is FieldForm.CountOf or FieldForm.SizeOf || buffer.Layout.Fields.Any(other => other.ConditionProperty == field.Path);

    private FieldDeclaration Declaration(MbimField field) =>
        FieldPath.TryParse(field.Path, out var path) ? buffer.Layout.Find(path)!.Field : throw new AssertionException(field.Path);

    private void ForAll(Action<byte[]> property, int samples = 20) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => property(buffer.Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(samples).WithReplay(2026, 0x2AF4D451));
}
