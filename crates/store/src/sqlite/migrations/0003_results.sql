-- The results of bookings settled by hand.
ALTER TABLE intents ADD COLUMN result TEXT;
UPDATE intents SET result = (SELECT result FROM audit WHERE audit.intent = intents.id AND audit.what = 'by-hand')
    WHERE state = 'by-hand';
