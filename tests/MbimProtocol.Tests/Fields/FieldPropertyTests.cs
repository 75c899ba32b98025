using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using MbimProtocol.Fields;
using MbimProtocol.Generated;

namespace MbimProtocol.Tests.Fields;

[TestFixtureSource(typeof(FieldCase), nameof(FieldCase.All))]
public sealed partial class FieldPropertyTests(FieldCase buffer)
{
    [Test]
    public void Every_value_has_a_path_and_a_type_that_the_layout_declares() => ForAll(bytes =>
    {
        foreach (var field in buffer.Read(bytes))
        {
            Assert.That(buffer.Layout.Paths, Does.Contain(Index().Replace(field.Path, "[*]")));
            Assert.That(FieldPath.TryParse(field.Path, out var path), Is.True, field.Path);
            Assert.That(path!.ToString(), Is.EqualTo(field.Path));
            var target = buffer.Layout.Find(path);
            Assert.That((target?.Type, target?.Enumeration), Is.EqualTo(((MbimFieldType?)field.Type, field.Enumeration)), field.Path);
        }
    });

    [Test]
    public void Changing_nothing_gives_the_same_bytes() => ForAll(bytes => Assert.That(buffer.Change(bytes), Is.EqualTo(bytes)));

    [Test]
    public void Every_value_can_be_given_as_it_is_read() => ForAll(bytes =>
    {
        var fields = buffer.Read(bytes).Where(field => !IsComputed(field)).ToList();
        Assert.That(buffer.Change(bytes, [.. fields.Select(field => (field.Path, (FieldValue)Scalar(field.Text.Replace(", ", "|", StringComparison.Ordinal))))]), Is.EqualTo(bytes));
    });

    [Test]
    public void A_changed_value_is_read_back_and_nothing_else_changes() => ForAll(bytes =>
    {
        var before = buffer.Read(bytes);
        foreach (var field in before.Where(field => !IsComputed(field)))
        {
            if (Other(field) is not { } other)
            {
                continue;
            }

            var after = buffer.Read(buffer.Change(bytes, (field.Path, Scalar(other.Given))));
            Assert.That(after.Single(changed => changed.Path == field.Path).Text, Is.EqualTo(other.Shown), field.Path);
            Assert.That(after.Where(changed => IsUntouched(changed, field)), Is.EqualTo(before.Where(changed => IsUntouched(changed, field))), field.Path);
        }
    }, samples: 4);

    [Test]
    public void A_buffer_of_defaults_is_sound_and_takes_changes()
    {
        var bytes = buffer.Change(null);
        Assert.That(buffer.Change(bytes), Is.EqualTo(bytes));
        foreach (var field in buffer.Read(bytes).Where(field => field.Type is MbimFieldType.Text))
        {
            Assert.That(buffer.Read(buffer.Change(null, (field.Path, Scalar("new")))), Has.One.EqualTo(field with { Text = "new" }));
        }
    }

    private static FieldValue.Scalar Scalar(string text) => new(text);

    private bool IsComputed(MbimField field) => Declaration(field).Form is FieldForm.CountOf or FieldForm.SizeOf;

    private FieldDeclaration Declaration(MbimField field) =>
        FieldPath.TryParse(field.Path, out var path) ? buffer.Layout.Find(path)!.Field : throw new AssertionException(field.Path);

    // What is only there with one value of the changed field comes and goes with it, and its count stays. What repeats the size of a text or bytes follows it.
    private bool IsUntouched(MbimField other, MbimField changed)
    {
        var name = other.Path.Split('.', '[')[0];
        var follows = changed.Type is MbimFieldType.Text or MbimFieldType.Bytes && IsComputed(other);
        return other.Path != changed.Path && !follows && buffer.Layout.Find(name)?.ConditionProperty != changed.Path
            && !buffer.Layout.Fields.Any(field => field.ConditionProperty == changed.Path && field.CountedBy == name);
    }

    private (string Given, string Shown)? Other(MbimField field)
    {
        switch (field.Type)
        {
            case MbimFieldType.Number:
                var number = field.Number == 7 ? "8" : "7";
                return (number, number);
            case MbimFieldType.Enumeration:
                var names = Enum.GetNames(field.Enumeration!).Where(name => name != field.Text && !field.Text.Contains(name, StringComparison.Ordinal)).ToList();
                return names.Count == 0 ? ("0x7ffe", Enum.ToObject(field.Enumeration!, 0x7ffe).ToString()!)
                    : (names[0].ToUpperInvariant(), Enum.Parse(field.Enumeration!, names[0]).ToString()!);
            case MbimFieldType.Text:
                return (field.Text + "+", field.Text + "+");
            case MbimFieldType.Uuid:
                return ("{2AF4D451-C76A-4B39-895F-53BAC3397D13}", "2af4d451-c76a-4b39-895f-53bac3397d13");
            case MbimFieldType.Address:
                var address = field.Text.Contains(':', StringComparison.Ordinal) ? "2001:db8::7" : "10.7.7.7";
                return (address, address);
            default:
                var flipped = Convert.ToHexStringLower([.. Convert.FromHexString(field.Text).Select(item => (byte)~item)]);
                var sized = Declaration(field).Form is FieldForm.RefBytesSized or FieldForm.InlineBytesSized or FieldForm.FixedBytes;
                return sized ? ("0x" + flipped, flipped) : (flipped + " 5A", flipped + "5a");
        }
    }

    private void ForAll(Action<byte[]> property, int samples = 20) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => property(buffer.Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(samples).WithReplay(2026, 0x2AF4D451));

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
